package secrets

import (
	"errors"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// errNotFound is RECORDED.
func errNotFound() error {
	return awsapi.Errorf(notFound, "Secrets Manager can't find the specified secret.")
}

const notFound = "ResourceNotFoundException"

// isNotFound tells whether an error says that there is no such secret.
func isNotFound(err error) bool {
	told, ok := errors.AsType[*awsapi.Error](err)
	return ok && told.Code == notFound
}

// errName is RECORDED.
func errName() error {
	return awsapi.Validation(
		"Invalid name. Must be a valid name containing alphanumeric characters, or any of the " +
			"following: -/_+=.@!",
	)
}

// errTooLarge is INFERRED from the constraint of the model, which counts characters.
func errTooLarge() error {
	return awsapi.Validation("1 validation error detected: Value at 'secretString' failed to " +
		"satisfy constraint: " +
		"Member must have length less than or equal to 65536")
}

// errNoVersion is RECORDED; what names the version is "VersionId" or "staging label".
func errNoVersion(what, name string) error {
	return awsapi.Errorf(
		notFound, "Secrets Manager can't find the specified secret value for %s: %s", what, name,
	)
}

// errOtherStage is RECORDED.
func errOtherStage() error {
	return invalidRequest(
		"You provided a VersionStage that is not associated to the provided VersionId.",
	)
}

// errMarked is RECORDED.
func errMarked() error {
	return invalidRequest(
		"You can't perform this operation on the secret because it was marked for deletion.",
	)
}

// errScheduled is RECORDED.
func errScheduled() error {
	return invalidRequest(
		"You can't create this secret because a secret with this name is already scheduled for deletion.",
	)
}

// errOwned is RECORDED for PutSecretValue and INFERRED for the others.
func errOwned(owner string) error {
	return invalidRequest("Operation is not allowed on secret owned by " + owner)
}

// errNoToken is RECORDED.
func errNoToken() error {
	return invalidRequest(
		"You must provide a ClientRequestToken value. We recommend a UUID-type value.",
	)
}

// errNoValue is RECORDED.
func errNoValue() error {
	return invalidRequest("You must provide either SecretString or SecretBinary.")
}

// errBoth is UNKNOWN; the rule is DOCUMENTED.
func errBoth() error {
	return invalidParameter("You can't specify both SecretString and SecretBinary.")
}

// errExists is RECORDED.
func errExists(name string) error {
	return awsapi.Errorf(
		"ResourceExistsException", "The operation failed because the secret %s already exists.", name,
	)
}

// errTokenUsed is RECORDED.
func errTokenUsed(token, arn string) error {
	return awsapi.Errorf(
		"ResourceExistsException",
		"You can't use ClientRequestToken %s because that value is already in use for a version "+
			"of secret %s.",
		token, arn,
	)
}

// errNoSource is RECORDED for AWSCURRENT.
func errNoSource(label, holder string) error {
	return invalidParameter("The parameter RemoveFromVersionId can't be empty. Staging label " +
		label +
		" is currently attached to version " + holder +
		", so you must explicitly reference that version in RemoveFromVersionId.")
}

// errOtherHolder is UNKNOWN; the rule is DOCUMENTED.
func errOtherHolder(label, id string) error {
	return invalidParameter("Staging label " + label + " is not attached to version " + id + ".")
}

// errRemoveCurrent is INFERRED from a quotation of AWS's text.
func errRemoveCurrent() error {
	return invalidParameter(
		"You can only move staging label AWSCURRENT to a different secret version. It can’t be " +
			"completely removed.",
	)
}

// errNoMove is UNKNOWN.
func errNoMove() error {
	return invalidParameter("You must provide RemoveFromVersionId or MoveToVersionId.")
}

// errTwoWays is UNKNOWN; the rule is DOCUMENTED.
func errTwoWays() error {
	return invalidParameter(
		"You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
	)
}

// errWindow is UNKNOWN; the rule is DOCUMENTED.
func errWindow() error {
	return invalidParameter(
		"The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).",
	)
}

// errToken has a DOCUMENTED code; the text is UNKNOWN.
func errToken() error {
	return awsapi.Errorf("InvalidNextTokenException", "The NextToken value is invalid.")
}

// errFilterKey is UNKNOWN.
func errFilterKey() error { return invalidParameter("Invalid filter key") }

// errFilterValues is UNKNOWN.
func errFilterValues(key string) error {
	return invalidParameter("Invalid filter values for key: " + key)
}

// errEitherList is UNKNOWN; that one of the members is to be given is DOCUMENTED.
func errEitherList() error {
	return invalidParameter("Either 'SecretIdList' or 'Filters' must be provided, but not both.")
}

// errPageOfList is UNKNOWN; the rule is DOCUMENTED.
func errPageOfList() error {
	return invalidParameter(
		"'Filters' not specified. 'Filters' must also be specified when 'MaxResults' is provided.",
	)
}

// errTagKey and errTagReserved are UNKNOWN; that keys with aws: are AWS's is DOCUMENTED.
func errTagKey() error { return invalidParameter("A tag must have a key.") }

func errTagReserved() error {
	return invalidParameter("Tag keys that begin with aws: are reserved for AWS.")
}

// errTooManyTags, errTooManyStages and errTooManyVersions are UNKNOWN; the quotas are DOCUMENTED.
func errTooManyTags() error { return overLimit("A secret can have no more than 50 tags.") }

func errTooManyStages() error {
	return overLimit("A version can have no more than 20 staging labels.")
}

func errTooManyVersions() error {
	return overLimit("A secret can have no more than 100 versions.")
}

// errPolicy is UNKNOWN; the code is DOCUMENTED.
func errPolicy() error {
	return awsapi.Errorf(
		"MalformedPolicyDocumentException", "The resource policy is not a valid policy document.",
	)
}

// publicPolicy is RECORDED.
const publicPolicy = "You can not attach a resource policy that grants Public access to " +
	"your secret."

func errPublic() error { return awsapi.Errorf("PublicPolicyException", publicPolicy) }

// errTooShort, errTypeEmptied and errNothingLeft are RECORDED, but for a full stop that may follow.
func errTooShort() error {
	return invalidParameter("Password length is too short based on the required types")
}

func errTypeEmptied() error {
	return invalidParameter("All characters of the desired type have been excluded")
}

func errNothingLeft() error {
	return invalidParameter("All characters have been excluded from selection")
}

// errNoFunction is RECORDED.
func errNoFunction() error {
	return invalidRequest("No Lambda rotation function ARN is associated with this secret.")
}

// errRotation, errReplicas and errExternal are the emulator's own.
func errRotation() error {
	return invalidRequest(
		"This emulator does not rotate secrets: put a new version with PutSecretValue.",
	)
}

func errReplicas() error {
	return invalidRequest("This emulator does not replicate secrets: create one in each region.")
}

func errExternal() error {
	return invalidRequest("This emulator does not serve external secrets: leave out Type.")
}

func invalidRequest(text string) error {
	return &awsapi.Error{Code: "InvalidRequestException", Message: text}
}

func invalidParameter(text string) error {
	return &awsapi.Error{Code: "InvalidParameterException", Message: text}
}

func overLimit(text string) error {
	return &awsapi.Error{Code: "LimitExceededException", Message: text}
}
