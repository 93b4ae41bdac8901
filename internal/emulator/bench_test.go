package emulator_test

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// sink is a response that goes nowhere.
type sink struct {
	header http.Header
	status int
}

func (s *sink) Header() http.Header         { return s.header }
func (s *sink) WriteHeader(status int)      { s.status = status }
func (s *sink) Write(p []byte) (int, error) { return len(p), nil }

// call makes one call and requires that it succeeds.
func call(b *testing.B, e *emulator.Emulator, operation, body string) {
	r, err := http.NewRequest(http.MethodPost, "/", io.NopCloser(strings.NewReader(body)))
	require.NoError(b, err)
	r.ContentLength = int64(len(body))
	r.Header["Content-Type"] = []string{"application/x-amz-json-1.1"}
	r.Header["X-Amz-Target"] = []string{"AWSEvents." + operation}
	r.Header["X-Amz-Date"] = []string{"20260101T000000Z"}
	r.Header["Authorization"] = []string{
		"AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/events/aws4_request, " +
			"SignedHeaders=content-type;host;x-amz-date;x-amz-target, " +
			"Signature=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
	}
	s := &sink{header: http.Header{}}
	e.ServeHTTP(s, r)
	if s.status != http.StatusOK {
		b.Fatalf("%s %s: status %d", operation, body, s.status)
	}
}

// BenchmarkEmulator measures calls without a network and without a sync.
func BenchmarkEmulator(b *testing.B) {
	e, err := emulator.New(emulator.Config{Ephemeral: true, Log: slog.New(slog.DiscardHandler)})
	require.NoError(b, err)
	b.Cleanup(func() { require.NoError(b, e.Close()) })
	n := 0
	create := func() {
		n++
		call(b, e, "CreateConnection", fmt.Sprintf(`{"Name":"connection-%08d","AuthorizationType":"API_KEY","AuthParameters":{"ApiKeyAuthParameters":{"ApiKeyName":"k","ApiKeyValue":"v"},`+
			`"InvocationHttpParameters":{"HeaderParameters":[{"Key":"X-Tenant","Value":"benchmark","IsValueSecret":false}]}}}`, n))
	}
	for range 100 {
		create()
	}
	for name, fn := range map[string]func(){
		"Describe":   func() { call(b, e, "DescribeConnection", `{"Name":"connection-00000042"}`) },
		"List of 10": func() { call(b, e, "ListConnections", `{"Limit":10}`) },
		"List":       func() { call(b, e, "ListConnections", `{"Limit":100}`) },
		"Create":     create,
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				fn()
			}
		})
	}
}
