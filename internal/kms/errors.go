package kms

import (
	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/kms"
)

// errNoKey is RECORDED.
func errNoKey(arn string) error {
	return awsapi.Errorf("NotFoundException", "Key '%s' does not exist", arn)
}

// errKeyID is RECORDED for an id that has not the form of one.
func errKeyID(id string) error {
	return awsapi.Errorf("NotFoundException", "Invalid keyId '%s'", id)
}

// errRegion is RECORDED for the key ARN of another region.
func errRegion(region string) error {
	return awsapi.Errorf("NotFoundException", "Invalid arn %s", region)
}

// errARN has a DOCUMENTED code; the text is UNKNOWN.
func errARN(arn string) error {
	return awsapi.Errorf("InvalidArnException", "Invalid arn '%s'", arn)
}

// errAliasGiven is INFERRED from errKeyID, for operations that take no alias (DOCUMENTED).
func errAliasGiven(identifier string) error {
	return awsapi.Errorf("NotFoundException", "Invalid keyId '%s'", identifier)
}

// errNoAlias has a DOCUMENTED code; the text is UNKNOWN.
func errNoAlias(arn string) error {
	return awsapi.Errorf("NotFoundException", "Alias %s is not found.", arn)
}

// errAliasTaken has a DOCUMENTED code; the text is UNKNOWN.
func errAliasTaken(arn string) error {
	return awsapi.Errorf("AlreadyExistsException", "An alias with the name %s already exists", arn)
}

// errAliasPrefix is UNKNOWN; the rule is DOCUMENTED.
func errAliasPrefix() error {
	return awsapi.Validation(
		`Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html`,
	)
}

// errAliasReserved is UNKNOWN, as is that there is no message; the rule is DOCUMENTED.
func errAliasReserved() error {
	return awsapi.Errorf("NotAuthorizedException", "")
}

// errAliasCharacters is UNKNOWN; the rule is DOCUMENTED.
func errAliasCharacters(name string) error {
	return awsapi.Validation(name + " contains invalid characters for an alias")
}

// errAliasOfAlias is UNKNOWN; the rule is DOCUMENTED.
func errAliasOfAlias() error {
	return awsapi.Validation("Aliases must refer to keys. Not aliases")
}

// errOtherKind is UNKNOWN; the rule is DOCUMENTED.
func errOtherKind(arn string) error {
	return awsapi.Validation("Alias " + arn + " cannot be changed to a key of another type or usage.")
}

// errPending is DOCUMENTED, without its text the provider of Terraform does not know it.
func errPending(arn string) error {
	return awsapi.Errorf("KMSInvalidStateException", "%s is pending deletion.", arn)
}

// errNotPending is INFERRED from errPending.
func errNotPending(arn string) error {
	return awsapi.Errorf("KMSInvalidStateException", "%s is not pending deletion.", arn)
}

// errDisabled is DOCUMENTED.
func errDisabled(arn string) error {
	return awsapi.Errorf("DisabledException", "%s is disabled.", arn)
}

// errWindow is UNKNOWN; the rule is DOCUMENTED.
func errWindow() error {
	return awsapi.Validation("PendingWindowInDays must be between 7 and 30.")
}

// errTwoSpecs is UNKNOWN; that one is to be given is DOCUMENTED.
func errTwoSpecs() error {
	return awsapi.Validation(
		"You cannot specify KeySpec and CustomerMasterKeySpec in the same request. " +
			"CustomerMasterKeySpec is deprecated.",
	)
}

// errNoUsage is RECORDED.
func errNoUsage() error {
	return awsapi.Validation(
		"You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.",
	)
}

// errUsage is UNKNOWN; the rule is DOCUMENTED.
func errUsage(usage model.KeyUsageType, spec model.KeySpec) error {
	return awsapi.Validation(
		"KeyUsage " + string(usage) + " is not compatible with KeySpec " + string(spec),
	)
}

// errNoKeyStore has a DOCUMENTED code; the text is UNKNOWN.
func errNoKeyStore(id string) error {
	return awsapi.Errorf("CustomKeyStoreNotFoundException", "Custom key store '%s' does not exist", id)
}

// errOrigin is the emulator's own.
func errOrigin(origin model.OriginType) error {
	return awsapi.Errorf(
		"UnsupportedOperationException",
		"Keys of origin %s are not served by this emulator, only AWS_KMS.", origin,
	)
}

// errNoRotation has a DOCUMENTED code; the text is UNKNOWN.
func errNoRotation() error {
	return awsapi.Errorf(
		"UnsupportedOperationException", "Only symmetric encryption keys can be rotated.",
	)
}

// errPolicy is RECORDED in a public report: there is no message.
func errPolicy() error {
	return awsapi.Errorf("MalformedPolicyDocumentException", "")
}

// errNoPolicy has a DOCUMENTED code; the text is UNKNOWN.
func errNoPolicy() error {
	return awsapi.Errorf("NotFoundException", "No such policy exists")
}

// errPolicyName is UNKNOWN; that the only valid name is default is DOCUMENTED.
func errPolicyName() error {
	return awsapi.Errorf("UnsupportedOperationException", "Only default policy is supported")
}

// errTagTwice has a DOCUMENTED code; the text is UNKNOWN.
func errTagTwice() error {
	return awsapi.Errorf("TagException", "Duplicate tag keys")
}

// errTagReserved has a DOCUMENTED code; the text is UNKNOWN.
func errTagReserved() error {
	return awsapi.Errorf("TagException", "Tags beginning with aws: are reserved")
}

// errTooManyTags has a DOCUMENTED code; the text is UNKNOWN.
func errTooManyTags() error {
	return awsapi.Errorf("TagException", "Too many tags")
}

// errMarker has a DOCUMENTED code; the text is UNKNOWN.
func errMarker() error {
	return awsapi.Errorf("InvalidMarkerException", "The marker is not valid.")
}
