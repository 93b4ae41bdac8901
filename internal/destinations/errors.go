package destinations

import "github.com/eventbridge-connections/emulator/internal/awsapi"

// errNotFound is RECORDED for the verbs describe, update and delete.
func errNotFound(verb, name string) error {
	return awsapi.Errorf(
		"ResourceNotFoundException",
		"Failed to %s the api-destination(s). An api-destination '%s' does not exist.", verb, name,
	)
}

// errNoConnection is RECORDED for the verbs create and update.
func errNoConnection(verb, connectionARN string) error {
	return awsapi.Errorf(
		"ResourceNotFoundException",
		"Failed to %s the api-destination(s). Connection '%s' does not exist.", verb, connectionARN,
	)
}

// errNameTaken is RECORDED.
func errNameTaken(name string) error {
	return awsapi.Errorf(
		"ResourceAlreadyExistsException",
		"Failed to create the api-destination(s). An api-destination with name '%s' already exists.",
		name,
	)
}

// errEndpoint is RECORDED for the verbs create and update.
func errEndpoint(verb, endpoint string) error {
	return awsapi.Validation(
		"Failed to " + verb +
			" the api-destination(s). Parameter InvocationEndpoint is not valid. Reason: Endpoint '" +
			endpoint + "' is invalid, please provide a valid HTTPS endpoint URL.",
	)
}

// errRate is RECORDED for the verb update and INFERRED for create.
func errRate(verb, name string, rate int) error {
	return awsapi.Errorf(
		"LimitExceededException",
		"Failed to %s the api-destination(s). Invalid Invocation Rate Limit: Rate specified '%d' for "+
			"'%s' exceeds maximum allowed of '%d'.",
		verb, rate, name, maxRate,
	)
}

// errQuota has the text RECORDED for rules and targets; that for API destinations is UNKNOWN.
func errQuota() error {
	return awsapi.Errorf(
		"LimitExceededException", "The requested resource exceeds the maximum number allowed.",
	)
}

// errFilters is RECORDED.
func errFilters() error {
	return awsapi.Validation(
		"Failed to list the api-destination(s). Request failed because only one filter is supported " +
			"per request, either ConnectionArn or NamePrefix.",
	)
}

// errToken is RECORDED.
func errToken() error {
	return awsapi.Validation("Parameter NextToken is not valid. Reason: The request is malformed.")
}
