package secrets

import "github.com/eventbridge-connections/emulator/internal/awsapi"

// errNotFound is RECORDED.
func errNotFound() error {
	return awsapi.Errorf("ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
}

// errNoVersion is RECORDED on other secrets; what names the version is "VersionId" or "staging label".
func errNoVersion(what, name string) error {
	return awsapi.Errorf("ResourceNotFoundException", "Secrets Manager can't find the specified secret value for %s: %s", what, name)
}

// errOtherStage is INFERRED from other emulators, which agree.
func errOtherStage() error {
	return awsapi.Errorf("InvalidRequestException", "You provided a VersionStage that is not associated to the provided VersionId.")
}

// errMarked is RECORDED.
func errMarked() error {
	return awsapi.Errorf("InvalidRequestException", "You can't perform this operation on the secret because it was marked for deletion.")
}

// errOwned is RECORDED for PutSecretValue and INFERRED for the others.
func errOwned() error {
	return awsapi.Errorf("InvalidRequestException", "Operation is not allowed on secret owned by %s", owner)
}

// errToken has a DOCUMENTED code; the text is UNKNOWN.
func errToken() error {
	return awsapi.Errorf("InvalidNextTokenException", "The NextToken value is invalid.")
}

// errFilterKey and errFilterValues are INFERRED from another emulator.
func errFilterKey() error {
	return awsapi.Errorf("InvalidParameterException", "Invalid filter key")
}

func errFilterValues(key string) error {
	return awsapi.Errorf("InvalidParameterException", "Invalid filter values for key: %s", key)
}

// errEitherList is INFERRED from other emulators for both members given, and is UNKNOWN for none.
func errEitherList() error {
	return awsapi.Errorf("InvalidParameterException", "Either 'SecretIdList' or 'Filters' must be provided, but not both.")
}

// errPageOfList is INFERRED from other emulators.
func errPageOfList() error {
	return awsapi.Errorf("InvalidParameterException", "'Filters' not specified. 'Filters' must also be specified when 'MaxResults' is provided.")
}
