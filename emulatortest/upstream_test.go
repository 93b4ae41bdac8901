package emulatortest_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/emulatortest"
)

// A user by its name is the upstream's: nobody can make one here. The caller is not.
func TestWithUpstream_user(t *testing.T) {
	t.Parallel()
	srv := emulatortest.Start(t, emulatortest.WithUpstream(http.HandlerFunc(
		func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusAccepted) })))
	for body, want := range map[string]int{
		"Action=GetUser&Version=2010-05-08&UserName=x": http.StatusAccepted,
		"Action=GetUser&Version=2010-05-08":            http.StatusOK,
	} {
		w := httptest.NewRecorder()
		r := httptest.NewRequestWithContext(t.Context(), "POST", "/", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("X-Amz-Date", "20260101T000000Z")
		r.Header.Set("Authorization", "AWS4-HMAC-SHA256 SignedHeaders=host, Signature=0, "+
			"Credential=test/20260101/us-east-1/iam/aws4_request")
		srv.ServeHTTP(w, r)
		assert.Equal(t, want, w.Code, body)
	}
}

// What is not served is answered by the upstream, operations of EventBridge too.
func TestWithUpstream(t *testing.T) {
	t.Parallel()
	srv := emulatortest.Start(t, emulatortest.WithUpstream(http.HandlerFunc(
		func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusAccepted)
			_, _ = io.WriteString(w, r.Method+" "+r.RequestURI+" "+r.Header.Get("X-Amz-Target"))
		})))
	for _, c := range []struct{ target, path, want string }{
		{"AmazonSQS.ListQueues", "/", "POST / AmazonSQS.ListQueues"},
		{"AWSEvents.StartReplay", "/", "POST / AWSEvents.StartReplay"},
		{"", "/bucket/key?a=b", "POST /bucket/key?a=b "},
	} {
		w := httptest.NewRecorder()
		r := httptest.NewRequestWithContext(t.Context(), "POST", c.path, strings.NewReader("{}"))
		r.Header.Set("Content-Type", "application/x-amz-json-1.1")
		r.Header.Set("X-Amz-Target", c.target)
		srv.ServeHTTP(w, r)
		assert.Equal(t, http.StatusAccepted, w.Code)
		assert.Equal(t, c.want, w.Body.String())
	}
	passed := srv.Calls(emulatortest.Filter{Outcome: "upstream"})
	require.Len(t, passed, 3)
	assert.Equal(t, "sqs ListQueues", passed[0].Service+" "+passed[0].Target)
	assert.Equal(t, http.StatusAccepted, passed[0].Status)

	_, err := eventbridge.NewFromConfig(srv.Config()).ListConnections(t.Context(), nil)
	require.NoError(t, err, "what is served")
	for path, want := range map[string]int{
		"/_emulator/health": 200, "/_localstack/health": 200, "/_emulator/nothing": 404,
	} {
		w := httptest.NewRecorder()
		r := httptest.NewRequestWithContext(t.Context(), "GET", "http://127.0.0.1"+path, nil)
		srv.ServeHTTP(w, r)
		assert.Equal(t, want, w.Code, path)
	}
}
