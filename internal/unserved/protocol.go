package unserved

import (
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// A protocol is how a client asks and how it reads an error.
type protocol struct {
	code   string // of an operation that is not served
	status int    // that goes with it: none that clients try again, or take for something missing

	operation func(r *http.Request, body []byte) string
	spell     func(error) error // the errors of signatures, as this protocol says them
	fail      func(http.ResponseWriter, *awsapi.Call, *awsapi.Error)
}

// protocolOf returns what a request speaks: what it says of itself, or what its service speaks.
func protocolOf(r *http.Request, s service) *protocol {
	switch {
	case r.Header.Get("Smithy-Protocol") == "rpc-v2-cbor":
		return &cbor
	case r.Header.Get("X-Amz-Target") != "":
		return jsonOf(r)
	case isForm(r) && s.speaks("ec2"):
		return &ec2
	case isForm(r) && !s.onlyREST():
		return &query
	case strings.HasPrefix(s.Name, "s3") && !strings.HasPrefix(r.URL.Path, s3Control):
		return &s3
	case s.speaks("rest-xml"):
		return &restXML
	}
	return &restJSON
}

// isForm tells whether a request is a form, or has its action in the query string.
func isForm(r *http.Request) bool {
	content, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return content == "application/x-www-form-urlencoded" || r.URL.Query().Has("Action")
}

// target is the operation of X-Amz-Target.
func target(r *http.Request, _ []byte) string {
	text := r.Header.Get("X-Amz-Target")
	return text[strings.LastIndexByte(text, '.')+1:]
}

// action is the operation of a form.
func action(r *http.Request, body []byte) string { return formOf(r, body).Get("Action") }

// formOf is what can be read of a form: of the query string where the action stands there.
func formOf(r *http.Request, body []byte) url.Values {
	if query := r.URL.Query(); query.Get("Action") != "" {
		return query
	}
	form, _ := url.ParseQuery(string(body))
	return form
}

// methodAndPath stands for the operation where only the model knows its name.
func methodAndPath(r *http.Request, _ []byte) string { return r.Method + " " + r.URL.EscapedPath() }

// lastOfPath is the operation of /service/Name/operation/Operation.
func lastOfPath(r *http.Request, _ []byte) string {
	return r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]
}

// answer writes an answer in one piece, with the header names spelled as AWS spells them.
func answer(w http.ResponseWriter, status int, contentType, requestID string, body []byte) {
	header := w.Header()
	header["x-amzn-RequestId"] = []string{requestID}
	header["Content-Type"] = []string{contentType}
	header["Content-Length"] = []string{strconv.Itoa(len(body))}
	w.WriteHeader(status)
	_, _ = w.Write(body)
}
