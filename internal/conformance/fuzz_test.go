package conformance_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/awsjson"
)

// seeds gives the fuzzer an accepted request of every operation, and some that are none.
func seeds(f *testing.F) {
	data, err := os.ReadFile("testdata/events/accepted.json")
	require.NoError(f, err)
	var all map[string][]struct{ Request json.RawMessage }
	require.NoError(f, json.Unmarshal(data, &all))
	for i, operation := range eventBridge(f).Served() {
		for _, one := range all[operation] {
			f.Add(uint8(i), []byte(one.Request))
		}
		f.Add(
			uint8(i),
			[]byte(
				`{"Name":null,"Limit":1.5,"AuthParameters":{"InvocationHttpParameters":{"HeaderParameters":[null]}}}`,
			),
		)
		f.Add(uint8(i), []byte(`{"Name":"\ud800","Limit":1e400,"Description":"a\u2028b"}`))
		f.Add(uint8(i), []byte(`[]`))
	}
}

// FuzzRequest sends anything as the body of an operation: the answer is JSON and never the
// emulator's own fault.
func FuzzRequest(f *testing.F) {
	seeds(f)
	s, operations := newSubject(f), eventBridge(f).Served()
	f.Fuzz(func(t *testing.T, pick uint8, body []byte) {
		status, answer := s.send(operations[int(pick)%len(operations)], body)
		assert.Less(t, status, http.StatusInternalServerError, "%s", answer)
		assert.True(
			t, json.Valid([]byte(answer)) || status == http.StatusOK && answer == "", "%q", answer,
		)
	})
}

// farOff is a number whose digits would fill the machine before the model had an answer.
var farOff = regexp.MustCompile(`[eE][+-]?[0-9]{4}`)

// FuzzRejection compares what the validator says of a body with what the model says of it.
func FuzzRejection(f *testing.F) {
	seeds(f)
	m, operations := eventBridge(f).Model, eventBridge(f).Operations
	f.Fuzz(func(t *testing.T, pick uint8, body []byte) {
		op := operations[int(pick)%len(operations)]
		doc, err := awsjson.Parse(body)
		if err != nil || awsapi.CheckTypes(op.Input, doc) != nil || farOff.Match(body) {
			return
		}
		expected := m.Rejection(op.Name, doc)
		if expected == "" {
			assert.NoError(t, awsapi.Validate(op.Input, doc))
			return
		}
		assert.Equal(t, awsapi.Validation(expected), awsapi.Validate(op.Input, doc))
	})
}

// FuzzDecode reads anything as JSON: what is read can be written, and reads the same again.
func FuzzDecode(f *testing.F) {
	seeds(f)
	operations := eventBridge(f).Operations
	f.Fuzz(func(t *testing.T, pick uint8, body []byte) {
		op := operations[int(pick)%len(operations)]
		doc, err := awsjson.Parse(body)
		if err != nil {
			assert.True(t, err.(*awsapi.Error).IsSerialization())
			return
		}
		if awsapi.CheckTypes(op.Input, doc) != nil {
			return
		}
		written := rewritten(op.Input, inputOf(op), doc)
		again, err := awsjson.Parse(written)
		require.NoError(t, err, "%s", written)
		assert.Equal(t, string(written), string(rewritten(op.Input, inputOf(op), again)))
	})
}

// FuzzCall sends any request at all: whatever it is, the emulator lives and finds no fault in
// itself.
func FuzzCall(f *testing.F) {
	f.Add(
		"POST", "application/x-amz-json-1.1", "AWSEvents.ListConnections",
		"AWS4-HMAC-SHA256 Credential=test/20260926/us-east-1/events/aws4_request, SignedHeaders=host, "+
			"Signature=00",
		"", []byte(`{}`),
	)
	f.Add("GET", "text/plain", "", "X", "X-Amz-Algorithm", []byte(nil))
	f.Add(
		"POST", "application/json; charset=\"", "AWSEvents.",
		"AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request, SignedHeaders=, Signature=",
		"X-Amz-Algorithm=%zz&X-Amz-Credential=;", []byte(`[`),
	)
	f.Add(
		"POST", "application/x-www-form-urlencoded", "", "", "",
		[]byte(`Action=GetCallerIdentity&Version=2011-06-15`),
	)
	s := newSubject(f)
	f.Fuzz(func(t *testing.T, method, contentType, target, authorization, query string, body []byte) {
		r := httptest.NewRequest(http.MethodPost, "/", bytes.NewReader(body))
		r.Method, r.URL.RawQuery = method, query
		r.Header = http.Header{
			"Content-Type": {contentType}, "X-Amz-Target": {target}, "Authorization": {authorization},
			"X-Amz-Date": {"20260926T222812Z"},
		}
		w := httptest.NewRecorder()
		s.handler.ServeHTTP(w, r)
		assert.Less(t, w.Code, http.StatusInternalServerError, "%s", w.Body)
		assert.NotContains(t, w.Body.String(), "goroutine")
	})
}
