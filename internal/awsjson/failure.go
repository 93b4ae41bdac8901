package awsjson

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/http"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

var (
	errContentType = &awsapi.Error{Code: awsapi.UnknownOperation.Code, Status: http.StatusNotFound}
	errNoOperation = &awsapi.Error{
		Code:    "AccessDeniedException",
		Message: "Unable to determine service/operation name to be authorized",
		Status:  http.StatusForbidden,
	}
)

// errTooLarge guards the machine.
//
// Differs from AWS: what EventBridge answers to a body of more than 1 MiB, and PutEvents and
// PutTargets to one of more than 8 MiB, is UNKNOWN; here it is status 413 with a text of our own.
func errTooLarge(most int64) error {
	return &awsapi.Error{
		Code:    "RequestEntityTooLargeException",
		Message: fmt.Sprintf("Request body is larger than %d bytes", most),
		Status:  http.StatusRequestEntityTooLarge,
	}
}

// unknownOperation is AWS's bare answer to a target that names nothing. An
// operation that AWS has and we do not serve says so.
//
// Differs from AWS: an operation of the JSON services that is not served, such as CreateArchive, is
// answered with UnknownOperationException and a message that names what is served.
func unknownOperation(call *awsapi.Call) error {
	name, unserved := call.Unserved()
	if !unserved {
		return awsapi.UnknownOperation
	}
	return &awsapi.Error{Code: awsapi.UnknownOperation.Code,
		Message: awsapi.NotServed(name, call.Service.FullName, call.Service.Served())}
}

// appendError writes {"__type":…,"message":…}, without a message where AWS sends none.
func appendError(out []byte, call *awsapi.Call, e *awsapi.Error) []byte {
	out = awsapi.AppendText(append(out, `{"__type":`...), e.Code)
	if e.Message != "" {
		out = append(out, `,"`+messageMember(call, e)+`":`...)
		out = awsapi.AppendText(out, e.Message)
	}
	return append(out, '}')
}

// appendLegacyError writes the error of the older form: a code with its
// namespace, and a message that is null where there is none. INFERRED from
// Kinesis for the errors of the wire, UNKNOWN for the others.
func appendLegacyError(out []byte, call *awsapi.Call, e *awsapi.Error) []byte {
	out = awsapi.AppendText(append(out, `{"__type":`...), "com.amazon.coral.service#"+e.Code)
	out = append(out, `,"`+messageMember(call, e)+`":`...)
	if e.Message == "" {
		return append(out, `null}`...)
	}
	return append(awsapi.AppendText(out, e.Message), '}')
}

// legacyStatus is 404 for an operation that does not exist (INFERRED from Kinesis).
func legacyStatus(e *awsapi.Error) int {
	if e.Code == awsapi.UnknownOperation.Code {
		return http.StatusNotFound
	}
	return e.HTTPStatus()
}

// messageMember is how the body spells the message: a serialization error has a capital letter
// everywhere (RECORDED on Athena, Kinesis and Secrets Manager), a validation error a small one
// (RECORDED on Secrets Manager, which has a capital one else); else the service decides.
func messageMember(call *awsapi.Call, e *awsapi.Error) string {
	switch {
	case e.IsSerialization():
		return "Message"
	case e.IsValidation(), call.Service == nil:
		return "message"
	}
	return call.Service.MessageMember
}

func escapeXML(text string) string {
	var out bytes.Buffer
	xml.EscapeText(&out, []byte(text))
	return out.String()
}
