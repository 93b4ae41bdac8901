package buses

import "github.com/eventbridge-connections/emulator/internal/awsapi"

// errNotFound is RECORDED.
func errNotFound(name string) error {
	return awsapi.Errorf("ResourceNotFoundException", "Event bus %s does not exist.", name)
}

// errNameTaken is RECORDED.
func errNameTaken(name string) error {
	return awsapi.Errorf("ResourceAlreadyExistsException", "Event bus %s already exists.", name)
}

// errSlash is UNKNOWN; the rule is DOCUMENTED in the model.
func errSlash() error { return awsapi.Validation("Event bus name must not contain '/'.") }

// errNoSource is UNKNOWN; the code is DOCUMENTED in the model.
func errNoSource(name string) error {
	return awsapi.Errorf("ResourceNotFoundException", "Event source %s does not exist.", name)
}

// errQuota has the text RECORDED for rules and targets.
func errQuota() error {
	return awsapi.Errorf("LimitExceededException",
		"The requested resource exceeds the maximum number allowed.")
}

// errDefault is RECORDED.
func errDefault() error { return awsapi.Validation("Cannot delete event bus default.") }

// errHasRules is RECORDED.
func errHasRules() error {
	return awsapi.Validation("EventBus can't be deleted since it has rules.")
}

// errNoQueue is RECORDED.
func errNoQueue() error {
	return awsapi.Validation("Parameter DeadLetterConfig.Arn is not valid. Reason: Provide a valid " +
		"SQS queue ARN, or an empty string to remove the dead-letter queue configuration.")
}

// errQueueElsewhere is RECORDED.
func errQueueElsewhere(arn string) error {
	return awsapi.Errorf("AccessDeniedException", "Access to the resource %s is denied. "+
		"Reason: You must specify a dead letter queue in the same region.", arn)
}

// errUnspecified is RECORDED.
func errUnspecified(parameter string) error {
	return awsapi.Validation("Parameter(s) " + parameter + " must be specified.")
}

// errUnsupported is RECORDED.
func errUnsupported(parameter string) error {
	return awsapi.Validation("Provided value in parameter '" + parameter + "' is not supported.")
}

// errInvalid is RECORDED.
func errInvalid(parameter string) error {
	return awsapi.Validation("Provided value in parameter '" + parameter + "' is invalid.")
}

// errPolicyAndStatement is RECORDED.
func errPolicyAndStatement() error {
	return awsapi.Validation("Action, Principal, StatementId and Condition could not be combined " +
		"with Policy parameter.")
}

// errAllAndOne is RECORDED.
func errAllAndOne() error {
	return awsapi.Validation("StatementId could not be combined with All parameter.")
}

// errNoStatement is RECORDED.
func errNoStatement() error {
	return awsapi.Errorf("ResourceNotFoundException",
		"Statement with the provided id does not exist.")
}

// errPolicyJSON is RECORDED.
func errPolicyJSON() error { return awsapi.Validation("This policy contains invalid Json") }

// errNoPolicy is RECORDED for null.
func errNoPolicy() error { return awsapi.Validation("This text appears not to be a policy") }

// errMissingField is RECORDED for Version, Sid and Resource.
func errMissingField(name string) error {
	return awsapi.Validation("Missing required field " + name)
}

// errNoStatements is RECORDED.
func errNoStatements() error {
	return awsapi.Validation("Could not parse the policy: Statement is empty!")
}

// errPolicyLength has a DOCUMENTED code; its text is UNKNOWN.
func errPolicyLength() error {
	return awsapi.Errorf("PolicyLengthExceededException",
		"The event bus policy exceeds the maximum length of %d characters.", maxPolicy)
}

// errToken is RECORDED for API destinations.
func errToken() error {
	return awsapi.Validation("Parameter NextToken is not valid. Reason: The request is malformed.")
}
