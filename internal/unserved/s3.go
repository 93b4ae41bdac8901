package unserved

import (
	"encoding/xml"
	"errors"
	"net/http"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// s3Control is how the paths of S3 Control begin, whose errors are those of other services.
const s3Control = "/v20180820/"

// s3 has errors of its own: without an element around them, and with its own request id.
var s3 = protocol{
	code: "NotImplemented", status: http.StatusNotImplemented,
	operation: methodAndPath, spell: spellS3, fail: failS3,
}

// s3Codes are what S3 calls the errors of signatures (DOCUMENTED).
var s3Codes = map[string]string{
	"UnrecognizedClientException":         "InvalidAccessKeyId",
	"InvalidSignatureException":           "SignatureDoesNotMatch",
	"IncompleteSignatureException":        "AuthorizationHeaderMalformed",
	"MissingAuthenticationTokenException": "AccessDenied",
}

func spellS3(err error) error {
	e, ok := errors.AsType[*awsapi.Error](err)
	if !ok || s3Codes[e.Code] == "" {
		return err
	}
	return &awsapi.Error{Code: s3Codes[e.Code], Message: e.Message, Status: http.StatusForbidden}
}

func failS3(w http.ResponseWriter, call *awsapi.Call, e *awsapi.Error) {
	w.Header()["x-amz-request-id"] = []string{call.ID}
	answerXML(w, call, e, struct {
		XMLName   xml.Name `xml:"Error"`
		Code      string   `xml:"Code"`
		Message   string   `xml:"Message"`
		RequestID string   `xml:"RequestId"`
	}{Code: e.Code, Message: e.Message, RequestID: call.ID})
}

// forbidden gives the errors of signatures the status that REST services have for them.
func forbidden(err error) error {
	e, ok := errors.AsType[*awsapi.Error](err)
	if !ok || e.Status != 0 {
		return err
	}
	return &awsapi.Error{Code: e.Code, Message: e.Message, Status: http.StatusForbidden}
}
