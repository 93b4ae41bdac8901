package conformance_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// A wire is how a service is spoken to.
type wire interface {
	// body is a document as a request has it.
	body(t *testing.T, operation string, document map[string]any) []byte
	request(operation string, body []byte) *http.Request
	// said are the texts of an answer by the names of the members.
	said(t *testing.T, answer string) map[string]string
	// refusal is the whole answer to a request that breaks constraints.
	refusal(t *testing.T, message, requestID string) string
}

// wireOf returns how the service is spoken to: the Query protocol has a namespace.
func wireOf(s *awsapi.Service) wire {
	if s.Namespace != "" {
		return queryWire{s}
	}
	return jsonWire{s}
}

// signed is a request that somebody signed.
func signed(service, contentType string, body []byte) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/", bytes.NewReader(body))
	r.Header.Set("Content-Type", contentType)
	r.Header.Set("X-Amz-Date", "20260926T222812Z")
	r.Header.Set("Authorization",
		"AWS4-HMAC-SHA256 Credential=test/20260926/us-east-1/"+service+"/aws4_request, "+
			"SignedHeaders=host, Signature=00")
	return r
}

// A jsonWire is JSON 1.1.
type jsonWire struct{ *awsapi.Service }

func (w jsonWire) body(t *testing.T, _ string, document map[string]any) []byte {
	t.Helper()
	body, err := json.Marshal(document)
	require.NoError(t, err)
	return body
}

func (w jsonWire) request(operation string, body []byte) *http.Request {
	r := signed(w.Name, "application/x-amz-json-1.1", body)
	r.Header.Set("X-Amz-Target", w.TargetPrefix+"."+operation)
	return r
}

func (w jsonWire) said(t *testing.T, answer string) map[string]string {
	t.Helper()
	said := map[string]string{}
	if answer == "" { // what AWS answers where the model has no output
		return said
	}
	var members map[string]any
	require.NoError(t, json.Unmarshal([]byte(answer), &members), answer)
	for name, v := range members {
		if text, ok := v.(string); ok {
			said[name] = text
		}
	}
	return said
}

func (w jsonWire) refusal(t *testing.T, message, _ string) string {
	t.Helper()
	return `{"__type":"ValidationException","message":` + quoted(t, message) + `}`
}

// A queryWire is the Query protocol.
type queryWire struct{ *awsapi.Service }

func (w queryWire) body(_ *testing.T, operation string, document map[string]any) []byte {
	form := url.Values{"Action": {operation}, "Version": {w.Version}}
	spread(form, "", document)
	return []byte(form.Encode())
}

// spread writes a value into a form: Tags.member.1.Key. An empty list has a parameter with nothing.
func spread(form url.Values, at string, value any) {
	switch v := value.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			spread(form, strings.TrimPrefix(at+"."+name, "."), v[name])
		}
	case []any:
		if len(v) == 0 {
			form.Set(at, "")
		}
		for i, e := range v {
			spread(form, fmt.Sprintf("%s.member.%d", at, i+1), e)
		}
	default:
		form.Set(at, fmt.Sprint(v))
	}
}

func (w queryWire) request(_ string, body []byte) *http.Request {
	return signed(w.Name, "application/x-www-form-urlencoded", body)
}

var textElement = regexp.MustCompile(`<(\w+)>([^<]+)</`)

func (w queryWire) said(_ *testing.T, answer string) map[string]string {
	said := map[string]string{}
	for _, found := range textElement.FindAllStringSubmatch(answer, -1) {
		said[found[1]] = found[2]
	}
	return said
}

func (w queryWire) refusal(t *testing.T, message, requestID string) string {
	t.Helper()
	var escaped strings.Builder
	require.NoError(t, xml.EscapeText(&escaped, []byte(message)))
	return `<ErrorResponse xmlns="` + w.Namespace + `">
  <Error>
    <Type>Sender</Type>
    <Code>ValidationError</Code>
    <Message>` + escaped.String() + `</Message>
  </Error>
  <RequestId>` + requestID + `</RequestId>
</ErrorResponse>
`
}
