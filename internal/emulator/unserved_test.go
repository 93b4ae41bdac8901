package emulator_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

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

// So is a call of a served service for an operation that is not served.
func TestUnserved_history_operation(t *testing.T) {
	t.Parallel()
	for service, request := range map[string][]string{
		"events": {"ListArchives", "application/x-amz-json-1.1", "{}"},
		"iam": {
			"ListUsers", "application/x-www-form-urlencoded", "Action=ListUsers&Version=2010-05-08",
		},
	} {
		t.Run(service, func(t *testing.T) {
			t.Parallel()
			srv := emulatortest.Start(t)
			r := httptest.NewRequestWithContext(t.Context(), "POST", "/", strings.NewReader(request[2]))
			r.Header.Set("X-Amz-Date", "20260101T000000Z")
			r.Header.Set("Content-Type", request[1])
			if service == "events" {
				r.Header.Set("X-Amz-Target", "AWSEvents."+request[0])
			}
			r.Header.Set("Authorization", "AWS4-HMAC-SHA256 SignedHeaders=host, Signature=0, "+
				"Credential=111122223333/20260101/eu-west-1/"+service+"/aws4_request")
			srv.ServeHTTP(httptest.NewRecorder(), r)
			calls := srv.Calls(emulatortest.Filter{Operation: request[0]})
			require.Len(t, calls, 1)
			c := calls[0]
			assert.Equal(t, []string{service, "111122223333", "eu-west-1", "111122223333"},
				[]string{c.Service, c.Account, c.Region, c.AccessKeyID})
		})
	}
}
