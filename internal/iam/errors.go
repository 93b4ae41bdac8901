package iam

import (
	"fmt"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

func noSuchEntity(format string, args ...any) error {
	return &awsapi.Error{Code: "NoSuchEntity", Message: fmt.Sprintf(format, args...), Status: 404}
}

func conflict(code, format string, args ...any) error {
	return &awsapi.Error{Code: code, Message: fmt.Sprintf(format, args...), Status: 409}
}

func malformed(format string, args ...any) error {
	return awsapi.Errorf("MalformedPolicyDocument", format, args...)
}

// errNoRole is RECORDED.
func errNoRole(name string) error {
	return noSuchEntity("The role with name %s cannot be found.", name)
}

// errNoInline is RECORDED.
func errNoInline(name string) error {
	return noSuchEntity("The role policy with name %s cannot be found.", name)
}

// errNoUser is RECORDED.
func errNoUser(name string) error {
	return noSuchEntity("The user with name %s cannot be found.", name)
}

// errNoPolicy is RECORDED for DeletePolicy and INFERRED for the others.
func errNoPolicy(arn string) error {
	return noSuchEntity("Policy %s was not found.", arn)
}

// errNotAttachable is RECORDED for AttachRolePolicy and INFERRED for permissions boundaries.
func errNotAttachable(arn string) error {
	return noSuchEntity("Policy %s does not exist or is not attachable.", arn)
}

// errNoVersion is UNKNOWN; the code is DOCUMENTED, and the text like that of errNotAttachable.
func errNoVersion(arn, id string) error {
	return noSuchEntity("Policy %s version %s does not exist or is not attachable.", arn, id)
}

// errNoBoundary has a RECORDED code; the text is UNKNOWN.
func errNoBoundary(name string) error {
	return noSuchEntity("The role with name %s has no permissions boundary.", name)
}

// errNoTask is RECORDED.
func errNoTask() error {
	return noSuchEntity("Cannot find deletion status for given id.")
}

// errRoleTaken is RECORDED.
func errRoleTaken(name string) error {
	return conflict("EntityAlreadyExists", "Role with name %s already exists.", name)
}

// errPolicyTaken is RECORDED.
func errPolicyTaken(name string) error {
	return conflict(
		"EntityAlreadyExists",
		"A policy called %s already exists. Duplicate names are not allowed.",
		name,
	)
}

// errRoleAttached is RECORDED.
func errRoleAttached() error {
	return conflict("DeleteConflict", "Cannot delete entity, must detach all policies first.")
}

// errRoleInline is RECORDED.
func errRoleInline() error {
	return conflict("DeleteConflict", "Cannot delete entity, must delete policies first.")
}

// errPolicyAttached is RECORDED.
func errPolicyAttached() error {
	return conflict("DeleteConflict", "Cannot delete a policy attached to entities.")
}

// errVersionsLeft is RECORDED.
func errVersionsLeft() error {
	return conflict(
		"DeleteConflict",
		"This policy has more than one version. Before you delete a policy, "+
			"you must delete the policy's versions. The default version is deleted with the "+
			"policy.",
	)
}

// errDefaultVersion is RECORDED.
func errDefaultVersion() error {
	return conflict("DeleteConflict", "Cannot delete the default version of a policy.")
}

// errVersions is RECORDED.
func errVersions() error {
	return conflict(
		"LimitExceeded",
		"A managed policy can have up to %d versions. Before you create a new version, "+
			"you must delete an existing version.",
		maxVersions,
	)
}

// errInlineSize is RECORDED.
func errInlineSize(role string) error {
	return conflict(
		"LimitExceeded",
		"Maximum policy size of %d bytes exceeded for role %s",
		maxInline,
		role,
	)
}

// errQuota is RECORDED for PoliciesPerRole and INFERRED for the other quotas.
func errQuota(name string, n int) error {
	return conflict("LimitExceeded", "Cannot exceed quota for %s: %d", name, n)
}

// errTags has a RECORDED code; the text is INFERRED from other quotas.
func errTags() error { return errQuota("TagsPerResource", maxTags) }

// errNoTags has a RECORDED code; the text is UNKNOWN.
func errNoTags() error {
	return awsapi.Errorf("InvalidInput",
		"At least one tag must be specified.")
}

// errTagTwice has a RECORDED code; the text is RECORDED for STS.
func errTagTwice() error {
	return awsapi.Errorf(
		"InvalidInput",
		"Duplicate tag keys found. Please note that Tag keys are case insensitive.",
	)
}

// errTagReserved is RECORDED for another kind of resource.
func errTagReserved() error {
	return awsapi.Errorf(
		"InvalidInput",
		"Tag keys beginning with aws: are reserved for system use.",
	)
}

// errARN is RECORDED, with both its blanks.
func errARN() error { return awsapi.Validation("Invalid ARN:  Could not be parsed!") }

// errMarker is UNKNOWN.
func errMarker() error { return awsapi.Validation("Invalid Marker.") }

// errProtected is RECORDED.
func errProtected(role string) error {
	return awsapi.Errorf(
		"UnmodifiableEntity",
		"Cannot perform the operation on the protected role '%s' - this role is only modifiable "+
			"by AWS",
		role,
	)
}

// errSession is RECORDED.
func errSession(role string) error {
	return awsapi.Errorf(
		"UnmodifiableEntity",
		"%s is an AWS service linked role, max session duration cannot be changed.",
		role,
	)
}

// errManaged is UNKNOWN: what AWS answers to whoever changes a policy of its own.
func errManaged(arn string) error {
	return awsapi.Errorf(
		"UnmodifiableEntity",
		"Cannot perform the operation on the AWS managed policy %s.",
		arn,
	)
}

// errLinkedTaken is RECORDED.
func errLinkedTaken(role string) error {
	return awsapi.Errorf(
		"InvalidInput",
		"Service role name %s has been taken in this account, please try a different suffix.",
		role,
	)
}

// errSuffix is RECORDED for other services.
func errSuffix(service string) error {
	return awsapi.Errorf("InvalidInput", "Custom suffix is not allowed for %s", service)
}

// errNotLinked has an INFERRED code; the text is the emulator's own.
func errNotLinked(role string) error {
	return awsapi.Errorf("InvalidInput", "The role %s is not a service-linked role.", role)
}

// errTask is RECORDED.
func errTask() error { return awsapi.Errorf("InvalidInput", "Invalid task id") }

// errSessionUser is RECORDED.
func errSessionUser() error {
	return awsapi.Validation("Must specify userName when calling with non-User credentials")
}

// errNoJSON is RECORDED.
func errNoJSON() error { return malformed("This policy contains invalid Json") }

// errSyntax is RECORDED.
func errSyntax() error { return malformed("Syntax errors in policy.") }

// errNoLinked is the emulator's own.
func errNoLinked(service string) error {
	return awsapi.Errorf(
		"InvalidInput",
		"Service-linked roles of %s are not served by this emulator, only those of EventBridge: "+
			"apidestinations.events.amazonaws.com and events.amazonaws.com.",
		service,
	)
}
