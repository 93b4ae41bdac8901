package unserved

import (
	"net/http"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

const (
	json10 = "application/x-amz-json-1.0"
	json11 = "application/x-amz-json-1.1"
)

// jsonOf returns the protocol of the version that the request has.
func jsonOf(r *http.Request) *protocol {
	if strings.HasPrefix(r.Header.Get("Content-Type"), json10) {
		return &jsonOneZero
	}
	return &jsonOneOne
}

// The JSON protocols have codes with a namespace in version 1.0, without one in 1.1.
var (
	jsonOneZero = protocol{
		code: awsapi.UnknownOperation.Code, status: http.StatusBadRequest,
		operation: target, spell: asItIs, fail: failJSON(json10, "com.amazon.coral.service#"),
	}
	jsonOneOne = protocol{
		code: awsapi.UnknownOperation.Code, status: http.StatusBadRequest,
		operation: target, spell: asItIs, fail: failJSON(json11, ""),
	}
)

func asItIs(err error) error { return err }

func failJSON(
	contentType, namespace string,
) func(http.ResponseWriter, *awsapi.Call, *awsapi.Error) {
	return func(w http.ResponseWriter, call *awsapi.Call, e *awsapi.Error) {
		body := awsapi.AppendText([]byte(`{"__type":`), namespace+e.Code)
		body = awsapi.AppendText(append(body, `,"message":`...), e.Message)
		answer(w, e.HTTPStatus(), contentType, call.ID, append(body, '}'))
	}
}

// restJSON has the code in a header.
var restJSON = protocol{
	code: awsapi.UnknownOperation.Code, status: http.StatusNotImplemented,
	operation: methodAndPath, spell: forbidden, fail: failRESTJSON,
}

func failRESTJSON(w http.ResponseWriter, call *awsapi.Call, e *awsapi.Error) {
	w.Header()["x-amzn-ErrorType"] = []string{e.Code}
	body := awsapi.AppendText([]byte(`{"message":`), e.Message)
	answer(w, e.HTTPStatus(), "application/json", call.ID, append(body, '}'))
}
