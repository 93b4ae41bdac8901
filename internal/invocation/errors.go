package invocation

import "fmt"

// An Error says why a request cannot be built. Its text has no secret.
type Error struct {
	Code string // ERROR_CODE of the dead letter
	Text string // ERROR_MESSAGE of the dead letter
}

func (e *Error) Error() string { return e.Text }

// The beginning of a text. That of an API destination is RECORDED for failed calls, assumed
// here; that of a token request is UNKNOWN.
const (
	invoking   = "Unable to invoke ApiDestination endpoint: "
	requesting = "Unable to request a token: "
)

var (
	// errNotJSON is RECORDED of an input that is no JSON.
	errNotJSON = &Error{"INVALID_JSON", "Invalid input for target."}

	// errNotObject refuses what Step Functions refuses too (RECORDED). Code and text are UNKNOWN.
	errNotObject = &Error{"INVALID_JSON", invoking +
		"Cannot merge the body parameters of the connection with a body that is no JSON object."}

	// errTooLarge is DOCUMENTED as a limit. Code and text are UNKNOWN.
	errTooLarge = &Error{"INVALID_PARAMETER", invoking +
		"The payload with the body parameters of the connection is larger than 64 KB."}
)

// errURL refuses an endpoint without a host. EventBridge stores none; code and text are UNKNOWN.
func errURL(building, endpoint string) *Error {
	return &Error{"INVALID_PARAMETER",
		fmt.Sprintf("%sThe endpoint '%s' is not a URL.", building, endpoint)}
}

// errHeader refuses a header that HTTP has no form for. Code and text are UNKNOWN.
func errHeader(building, name string) *Error {
	return &Error{"INVALID_PARAMETER",
		fmt.Sprintf("%sThe name or the value of the header %q cannot be sent.", building, name)}
}
