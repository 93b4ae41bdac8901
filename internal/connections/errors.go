package connections

import (
	"fmt"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
)

// errNotFound is RECORDED for the verb describe and INFERRED for the others.
func errNotFound(verb, name string) error {
	return awsapi.Errorf(
		"ResourceNotFoundException", "Failed to %s the connection(s). Connection '%s' does not exist.",
		verb, name,
	)
}

// errNameTaken is UNKNOWN; it has the form of the recorded text for API destinations.
func errNameTaken(name string) error {
	return awsapi.Errorf(
		"ResourceAlreadyExistsException",
		"Failed to create the connection(s). A connection with name '%s' already exists.", name,
	)
}

// errQuota has the text RECORDED for rules and targets; that for connections is UNKNOWN.
func errQuota() error {
	return awsapi.Errorf(
		"LimitExceededException", "The requested resource exceeds the maximum number allowed.",
	)
}

// errConcurrent is RECORDED for an update.
func errConcurrent(cmd command, name string) error {
	return awsapi.Errorf(
		"ConcurrentModificationException",
		"Failed to %s the connection(s). Connection '%s' was modified concurrently.", cmd, name,
	)
}

// errEnding is the emulator's own answer, to a script.
func errEnding(name string, state events.ConnectionState) error {
	return &awsapi.Error{Code: "ConcurrentModificationException", Status: 409,
		Message: fmt.Sprintf(
			"connection %s is %s and has given up its authorization: script it with when=settled, for "+
				"its next one",
			name, state,
		)}
}

// errNothingToUpdate is RECORDED.
func errNothingToUpdate() error {
	return awsapi.Validation(
		"Failed to update the connection(s). At least one of the following is required: Description, " +
			"KmsKeyIdentifier, AuthorizationType with BasicAuthParameters, ApiKeyAuthParameters, or " +
			"OAuthParameters.",
	)
}

// errParameter is UNKNOWN; it has the form of the recorded text for API destinations.
func errParameter(verb, parameter, reason string) error {
	return awsapi.Validation(
		"Failed to " + verb + " the connection(s). Parameter " + parameter + " is not valid. Reason: " +
			reason,
	)
}

// errMismatch is UNKNOWN; the rule is DOCUMENTED.
func errMismatch(verb string, t events.ConnectionAuthorizationType) error {
	return errParameter(
		verb, "AuthParameters",
		"AuthorizationType '"+string(t)+"' requires "+parametersOf[t]+
			" and no other authorization parameters.",
	)
}

// errIncomplete is UNKNOWN.
func errIncomplete(t events.ConnectionAuthorizationType) error {
	return errParameter(
		"update", "AuthParameters",
		parametersOf[t]+" must be complete when there are none of the same type to merge with.",
	)
}

// errEndpoint is UNKNOWN; it has the form of the recorded text for API destinations.
func errEndpoint(verb, endpoint string) error {
	return errParameter(
		verb, "AuthorizationEndpoint",
		"Endpoint '"+endpoint+"' is invalid, please provide a valid HTTPS endpoint URL.",
	)
}

// errToken is RECORDED for API destinations.
func errToken() error {
	return awsapi.Validation("Parameter NextToken is not valid. Reason: The request is malformed.")
}

// errKey is UNKNOWN, code and text; that such a key cannot be used is DOCUMENTED.
func errKey(verb, identifier, obstacle string) error {
	return awsapi.Errorf(
		"AccessDeniedException", "Failed to %s the connection(s). The KMS key '%s' cannot be used: %s.",
		verb, identifier, obstacle,
	)
}

// errKeyMissing has a DOCUMENTED code; the text is UNKNOWN.
func errKeyMissing(verb, identifier string) error {
	return awsapi.Errorf(
		"ResourceNotFoundException", "Failed to %s the connection(s). The KMS key '%s' does not exist.",
		verb, identifier,
	)
}

// errTooLarge is UNKNOWN; how much a secret can hold is DOCUMENTED.
func errTooLarge(verb string) error {
	return errParameter(
		verb, "AuthParameters",
		"The authorization parameters take more than the 65536 bytes of a secret.",
	)
}

// errNoSecret is the emulator's own answer, to whoever asks for the secret outside the API.
func errNoSecret(name string) error {
	return awsapi.Errorf(
		"ResourceNotFoundException", "Connection '%s' has no secret: it was deauthorized.", name,
	)
}

// errWhen is the emulator's own answer, to a script.
func errWhen(when When) error {
	return awsapi.Validation(fmt.Sprintf("when takes now or settled, not %q", string(when)))
}

// errScript is the emulator's own answer, to a script.
func errScript(state events.ConnectionState) error {
	return awsapi.Validation(fmt.Sprintf(
		"%q is no state to script: take AUTHORIZED, DEAUTHORIZED, ACTIVE or "+
			"FAILED_CONNECTIVITY", string(state)))
}

// errNoScript is the emulator's own answer, to whoever withdraws a script.
func errNoScript(name string) error {
	return &awsapi.Error{
		Code: "ResourceNotFoundException", Message: "no state is scripted for connection " + name,
		Status: 404,
	}
}
