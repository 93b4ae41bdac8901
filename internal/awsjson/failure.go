package awsjson

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

var (
	// errContentType is answered in XML with status 404 (RECORDED on Athena).
	errContentType = &awsapi.Error{Code: "UnknownOperationException", Status: http.StatusNotFound}
	errTooLarge    = &awsapi.Error{Code: "RequestEntityTooLargeException", Message: fmt.Sprintf("Request body is larger than %d bytes", MaxBody), Status: http.StatusRequestEntityTooLarge}
)

// unknownOperation is AWS's bare answer to a target that names nothing. An
// operation that AWS has and we do not serve says so.
//
// Differs from AWS: the real service would answer the operation.
func unknownOperation(call *awsapi.Call) error {
	if call.Service == nil {
		return awsapi.UnknownOperation
	}
	_, name, _ := strings.Cut(call.Target, ".")
	if !slices.Contains(call.Service.Unserved, name) {
		return awsapi.UnknownOperation
	}
	return awsapi.Errorf(awsapi.UnknownOperation.Code,
		"%s of %s is not served by this emulator. Served are: %s.", name, call.Service.FullName, strings.Join(call.Service.Served(), ", "))
}

// fail writes an error. Whatever is not in AWS's words has become the service's
// internal error before it comes here.
func fail(w http.ResponseWriter, call *awsapi.Call, err error) {
	var e *awsapi.Error
	if !errors.As(err, &e) {
		e = &awsapi.Error{Code: "InternalFailure", Status: http.StatusInternalServerError}
	}
	if e == errContentType {
		failXML(w, call, e)
		return
	}
	body := appendText([]byte(`{"__type":`), e.Code)
	if e.Message != "" {
		body = append(body, `,"`+messageMember(call, e)+`":`...)
		body = appendText(body, e.Message)
	}
	answer(w, call, e.HTTPStatus(), append(body, '}'))
}

// messageMember is how the body spells the message: a serialization error has
// a capital letter everywhere (RECORDED on Athena and Kinesis), else the service decides.
func messageMember(call *awsapi.Call, e *awsapi.Error) string {
	if e.IsSerialization() {
		return "Message"
	}
	if call.Service == nil {
		return "message"
	}
	return call.Service.MessageMember
}

func failXML(w http.ResponseWriter, call *awsapi.Call, e *awsapi.Error) {
	w.Header()["x-amzn-RequestId"] = []string{call.ID}
	w.WriteHeader(e.HTTPStatus())
	fmt.Fprintf(w, "<%s/>\n", e.Code)
}
