package emulator_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/emulatortest"
)

// A call of another service is in the history with all that the signature says.
func TestUnserved_history(t *testing.T) {
	t.Parallel()
	srv := emulatortest.Start(t)
	r := httptest.NewRequestWithContext(t.Context(), "GET", "/2015-03-31/functions?Marker=a", nil)
	r.Header.Set("X-Amz-Date", "20260101T000000Z")
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 SignedHeaders=host, Signature=0, "+
		"Credential=111122223333/20260101/eu-west-1/lambda/aws4_request")
	w := httptest.NewRecorder()
	srv.ServeHTTP(w, r)
	assert.Equal(t, http.StatusNotImplemented, w.Code)
	c := srv.Calls(emulatortest.Filter{})[0]
	assert.Equal(t, []string{
		"lambda", "GET /2015-03-31/functions", "111122223333", "eu-west-1", "111122223333",
	},
		[]string{c.Service, c.Target, c.Account, c.Region, c.AccessKeyID})
	assert.Equal(t, []string{c.RequestID}, map[string][]string(w.Header())["x-amzn-RequestId"])
	assert.Equal(
		t, []any{"error", "UnknownOperationException", 501}, []any{c.Outcome, c.Code, c.Status},
	)
	assert.True(
		t, strings.HasPrefix(c.Message, "GET /2015-03-31/functions of AWS Lambda is not served"),
	)
}
