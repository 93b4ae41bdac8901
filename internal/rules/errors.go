package rules

import "github.com/eventbridge-connections/emulator/internal/awsapi"

// errNotFound is RECORDED.
func errNotFound(bus, name string) error {
	return awsapi.Errorf("ResourceNotFoundException",
		"Rule %s does not exist on EventBus %s.", name, bus)
}

// errNothing is RECORDED.
func errNothing() error {
	return awsapi.Validation("Parameter(s) EventPattern or ScheduleExpression must be specified.")
}

// errScheduleElsewhere is RECORDED.
func errScheduleElsewhere() error {
	return awsapi.Validation("ScheduleExpression is supported only on the default event bus.")
}

// errARN is RECORDED for the ARN and the role of a target, and INFERRED for the role of a rule
// and the dead-letter queue of a target.
func errARN(text string) error {
	return awsapi.Validation("Parameter " + text + " is not valid. " +
		"Reason: Provided Arn is not in correct format.")
}

// errNoRole is RECORDED.
func errNoRole(destination string) error {
	return awsapi.Validation("RoleArn is required for target " + destination + ".")
}

// errHasTargets is RECORDED. Terraform waits while it reads this text.
func errHasTargets() error {
	return awsapi.Validation("Rule can't be deleted since it has targets.")
}

// errQuota is RECORDED for rules and for targets.
func errQuota() error {
	return awsapi.Errorf("LimitExceededException",
		"The requested resource exceeds the maximum number allowed.")
}

// errToken is RECORDED for API destinations.
func errToken() error {
	return awsapi.Validation("Parameter NextToken is not valid. Reason: The request is malformed.")
}
