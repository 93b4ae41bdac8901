package awsjson_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/awsjson"
)

// TestHandler has what no operation of EventBridge has: an answer without a body, and a failure
// that nobody put into words.
func TestHandler(t *testing.T) {
	t.Parallel()
	quiet := awsapi.NewOperation(
		"Quiet", nil, nil, func(context.Context, *awsapi.Unit) (*awsapi.Unit, error) { return nil, nil },
	)
	broken := awsapi.NewOperation(
		"Broken", nil, nil,
		func(context.Context, *awsapi.Unit) (*awsapi.Unit, error) { return nil, errors.New("oops") },
	)
	h := &awsjson.Handler{
		Services: []*awsapi.Service{
			{
				Name: "sample", TargetPrefix: "Sample", MessageMember: "message",
				Operations: []*awsapi.Operation{quiet, broken},
			},
		},
		Caller: func(*http.Request, string, []byte) (awsapi.Caller, error) { return awsapi.Caller{}, nil },
		Handle: awsapi.Invoke,
	}
	for _, exchange := range []struct {
		contentType, target string
		status              int
		answer              string
	}{
		{"application/x-amz-json-1.1", "Sample.Quiet", 200, ``},
		{"application/json", "Sample.Quiet", 200, `{"Output":null,"Version":"1.0"}`},
		{"application/x-amz-json-1.1", "Sample.Broken", 500, `{"__type":"InternalFailure"}`},
		{
			"application/json", "Sample.Broken", 500,
			`{"Output":{"__type":"com.amazon.coral.service#InternalFailure","message":null},"Version":"1.0"}`,
		},
		{"text/xml", "Sample.Quiet", 404, "<UnknownOperationException/>\n"},
	} {
		t.Run(exchange.target+" "+exchange.contentType, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(`{}`))
			r.Header.Set("Content-Type", exchange.contentType)
			r.Header.Set("X-Amz-Target", exchange.target)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			assert.Equal(t, exchange.status, w.Code)
			assert.Equal(t, exchange.answer, w.Body.String())
		})
	}
}
