package unserved

import (
	"encoding/xml"
	"net/http"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/awsquery"
)

var (
	query = protocol{
		code: "InvalidAction", status: http.StatusBadRequest,
		operation: action, spell: awsquery.Spell, fail: failQuery,
	}
	restXML = protocol{
		code: "InvalidAction", status: http.StatusNotImplemented,
		operation: methodAndPath, spell: awsquery.Spell, fail: failQuery,
	}
	ec2 = protocol{
		code: "InvalidAction", status: http.StatusBadRequest,
		operation: action, spell: awsquery.Spell, fail: failEC2,
	}
)

// failQuery writes the error of the Query protocol, which REST-XML shares.
func failQuery(w http.ResponseWriter, call *awsapi.Call, e *awsapi.Error) {
	side := "Sender"
	if e.HTTPStatus() >= http.StatusInternalServerError {
		side = "Receiver"
	}
	answerXML(w, call, e, struct {
		XMLName   xml.Name `xml:"ErrorResponse"`
		Type      string   `xml:"Error>Type"`
		Code      string   `xml:"Error>Code"`
		Message   string   `xml:"Error>Message"`
		RequestID string   `xml:"RequestId"`
	}{Type: side, Code: e.Code, Message: e.Message, RequestID: call.ID})
}

func failEC2(w http.ResponseWriter, call *awsapi.Call, e *awsapi.Error) {
	answerXML(w, call, e, struct {
		XMLName   xml.Name `xml:"Response"`
		Code      string   `xml:"Errors>Error>Code"`
		Message   string   `xml:"Errors>Error>Message"`
		RequestID string   `xml:"RequestID"`
	}{Code: e.Code, Message: e.Message, RequestID: call.ID})
}

func answerXML(w http.ResponseWriter, call *awsapi.Call, e *awsapi.Error, body any) {
	text, err := xml.Marshal(body)
	if err != nil {
		panic(err) // the bodies are structures of texts
	}
	answer(w, e.HTTPStatus(), "text/xml", call.ID, append([]byte(xml.Header), text...))
}
