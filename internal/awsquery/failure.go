package awsquery

import (
	"cmp"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// A spelling is how this protocol says an error that every service has.
type spelling struct {
	code    string
	status  int
	message string // where the words differ too
}

// spellings are by the code that the house uses, which is that of the JSON
// protocol. DOCUMENTED in the common errors of STS and IAM; the words of a
// missing signature and MalformedInput are RECORDED.
var spellings = map[string]spelling{
	"ValidationException":    {code: "ValidationError", status: http.StatusBadRequest},
	"SerializationException": {code: "MalformedInput", status: http.StatusBadRequest},
	"AccessDeniedException":  {code: "AccessDenied", status: http.StatusForbidden},
	"ThrottlingException":    {code: "Throttling", status: http.StatusBadRequest},
	"UnrecognizedClientException": {
		code: "InvalidClientTokenId", status: http.StatusForbidden,
	},
	"IncompleteSignatureException": {code: "IncompleteSignature", status: http.StatusForbidden},
	"InvalidSignatureException": {
		code: "SignatureDoesNotMatch", status: http.StatusForbidden,
	},
	"MissingAuthenticationTokenException": {
		code: "MissingAuthenticationToken", status: http.StatusForbidden,
		message: "Request is missing Authentication Token",
	},
}

// expired is the error of a caller as this protocol says that a key has come to its end
// (DOCUMENTED). STS has another error of the JSON protocol's code.
func expired(err error) error {
	e, ok := errors.AsType[*awsapi.Error](err)
	if !ok || e.Code != "ExpiredTokenException" {
		return err
	}
	return &awsapi.Error{Code: "ExpiredToken", Message: e.Message, Status: http.StatusForbidden}
}

var errTooLarge = &awsapi.Error{
	Code:    "RequestEntityTooLarge",
	Message: fmt.Sprintf("Request body is larger than %d bytes", MaxBody),
	Status:  http.StatusRequestEntityTooLarge,
}

// errNoAction has a DOCUMENTED code; the words are those of the documentation.
var errNoAction = awsapi.Errorf(
	"MissingAction", "The request is missing an action or a required parameter.",
)

// invalidAction is the answer to an action and version that name no operation.
// The words are RECORDED on SES and STS; those for no version are INFERRED.
//
// Differs from AWS: an operation of STS and IAM that is not served is answered with InvalidAction
// and a message that names what is served.
func invalidAction(call *awsapi.Call, version string) error {
	const code = "InvalidAction"
	name, unserved := call.Unserved()
	switch {
	case call.Target == "":
		return errNoAction
	case unserved && call.Service.Version == version:
		return &awsapi.Error{
			Code: code, Message: awsapi.NotServed(name, call.Service.FullName, call.Service.Served()),
		}
	}
	return awsapi.Errorf(
		code, "Could not find operation %s for version %s", call.Target,
		cmp.Or(version, "NO_VERSION_SPECIFIED"),
	)
}

// fail writes an error. Whatever is not in AWS's words has become the service's
// internal error before it comes here.
func fail(w http.ResponseWriter, call *awsapi.Call, err error) {
	e, known := errors.AsType[*awsapi.Error](err)
	if !known {
		e = &awsapi.Error{Code: "InternalFailure", Status: http.StatusInternalServerError}
	}
	e = spelled(e)
	answer(w, call, e.HTTPStatus(), failure(call, e))
}

// Spelled answers as the handler does, with errors as this protocol spells
// them: whatever stands around it then records what the client sees.
func Spelled(next awsapi.Handler) awsapi.Handler {
	return func(ctx context.Context, c *awsapi.Call) (*awsapi.Output, error) {
		out, err := next(ctx, c)
		return out, Spell(err)
	}
}

// Spell returns an error of AWS's as this protocol says it, and any other as it is.
func Spell(err error) error {
	if e, ok := errors.AsType[*awsapi.Error](err); ok {
		return spelled(e)
	}
	return err
}

// spelled is the error as this protocol says it. A status that was asked for stays.
func spelled(e *awsapi.Error) *awsapi.Error {
	s, ok := spellings[e.Code]
	if !ok {
		return e
	}
	out := &awsapi.Error{Code: s.code, Message: e.Message, Status: s.status}
	if s.message != "" {
		out.Message = s.message
	}
	if e.Status != 0 {
		out.Status = e.Status
	}
	return out
}

func failure(call *awsapi.Call, e *awsapi.Error) []byte {
	w := newWriter()
	root := xml.Name{Local: "ErrorResponse"}
	if call.Service != nil {
		root.Space = call.Service.Namespace
	}
	w.element(root, func() {
		w.within("Error", func() {
			w.text("Type", fault(e))
			w.text("Code", e.Code)
			if e.Message != "" {
				w.text("Message", e.Message)
			}
		})
		w.text("RequestId", call.ID)
	})
	return w.bytes()
}

// fault says on whose side the mistake is.
func fault(e *awsapi.Error) string {
	if e.HTTPStatus() >= http.StatusInternalServerError {
		return "Receiver"
	}
	return "Sender"
}
