package awsapi

import "fmt"

// An Error is a failure that the client sees, in AWS's words.
// Every other error reaches the client as the service's internal error.
type Error struct {
	Code    string // such as ResourceNotFoundException
	Message string // verbatim; empty where AWS sends none
	Status  int    // HTTP status; 0 is 400
}

func (e *Error) Error() string { return e.Code + ": " + e.Message }

// HTTPStatus is the status that goes with the error.
func (e *Error) HTTPStatus() int {
	if e.Status == 0 {
		return 400
	}
	return e.Status
}

// Errorf makes a client error (HTTP 400) with the formatted message.
func Errorf(code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// Validation makes the ValidationException that AWS answers when a rule outside the model is
// broken.
func Validation(message string) *Error {
	return &Error{Code: validationCode, Message: message}
}

const validationCode = "ValidationException"

// IsValidation tells whether the error is one that [Validation] made: AWS spells its message member
// with a small letter in every service.
func (e *Error) IsValidation() bool { return e.Code == validationCode }

// UnknownOperation is what AWS answers, without a message, to a target that names no operation
// (RECORDED).
var UnknownOperation = &Error{Code: "UnknownOperationException"}

// Serialization is the error of a body that cannot be read as the operation's input.
// The message is empty where AWS sends none.
func Serialization(message string) *Error {
	return &Error{Code: serializationCode, Message: message}
}

const serializationCode = "SerializationException"

// IsSerialization tells whether the error is one that [Serialization] made:
// AWS spells its message member with a capital letter in every service.
func (e *Error) IsSerialization() bool { return e.Code == serializationCode }
