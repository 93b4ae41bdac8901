package emulator_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
	"github.com/eventbridge-connections/emulator/internal/identity"
)

// from sends a request as a page does that a browser found under the given host.
func (s server) from(t *testing.T, host, method, path string, header ...string) int {
	r, err := http.NewRequestWithContext(t.Context(), method, s.URL+path, strings.NewReader("{}"))
	require.NoError(t, err)
	r.Host = host
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	response, err := s.Client().Do(r)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	return response.StatusCode
}

// A page of a stranger whose name points at this machine is of the same origin for its browser.
func TestEmulator_foreignNames(t *testing.T) {
	t.Parallel()
	s := start(t, emulator.Config{Hosts: []string{"emulator.example"}})
	for _, path := range []string{
		"/_emulator/snapshot", "/_emulator/health", "/_localstack/health", "/_emulator/nothing",
	} {
		assert.Equal(t, 403, s.from(t, "evil.example:4566", "GET", path), path)
	}
	assert.Equal(t, 403, s.from(t, "evil.example:4566", "POST", "/_emulator/reset"))
	assert.Equal(t, 200, s.from(t, "emulator.example", "GET", "/_emulator/snapshot"))
	assert.Equal(t, 200, s.from(t, "localhost:4566", "GET", "/_emulator/snapshot"))

	call := []string{
		"Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", "AWSEvents.ListConnections",
		"X-Amz-Date", "20260926T120000Z",
		"Authorization", "AWS4-HMAC-SHA256 Credential=test/20260926/us-east-1/events/aws4_request, " +
			"SignedHeaders=host, Signature=0",
	}
	assert.Equal(t, 200, s.from(t, "events.us-east-1.amazonaws.com", "POST", "/", call...))
	assert.Equal(
		t, 403, s.from(t, "evil.example", "POST", "/", append(call, "Origin", "http://evil.example")...),
	)
	assert.Equal(
		t, 200, s.from(t, "localhost", "POST", "/", append(call, "Origin", "http://localhost:3000")...),
	)
}

// The Query protocol takes GET, and with it what a page shows as a picture.
func TestEmulator_foreignPictures(t *testing.T) {
	t.Parallel()
	s := start(t, emulator.Config{})
	const picture = "/?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm=AWS4-HMAC-SHA256" +
		"&X-Amz-Credential=test%2F20260926%2Fus-east-1%2Fsts%2Faws4_request&X-Amz-Date=20260926T120000Z" +
		"&X-Amz-SignedHeaders=host&X-Amz-Signature=0"
	assert.Equal(t, 200, s.from(t, "sts.us-east-1.amazonaws.com", "GET", picture))
	assert.Equal(t, 403, s.from(t, "127.0.0.1", "GET", picture, "Sec-Fetch-Site", "cross-site"))
	assert.Equal(t, 403, s.from(t, "evil.example", "GET", picture, "Accept-Language", "en"))
}

// Whoever has no key learns whether the emulator is up, and nothing else.
func TestEmulator_health_keys(t *testing.T) {
	t.Parallel()
	keys, err := identity.ParseKeys("AKIDEXAMPLE:secret")
	require.NoError(t, err)
	s := start(t, emulator.Config{Keys: keys})
	assert.Equal(t, 200, s.from(t, "127.0.0.1", "GET", "/_emulator/health"))
	assert.Equal(t, 200, s.from(t, "127.0.0.1", "GET", "/_localstack/health"))
	assert.Equal(t, 401, s.from(t, "127.0.0.1", "DELETE", "/_emulator/faults/health"))
}

// A region that cannot be one would stay in keys and ARNs.
func TestEmulator_regions(t *testing.T) {
	t.Parallel()
	s := start(t, emulator.Config{})
	for _, region := range []string{
		"us-\xffeast", "us-east-1:999999999999:x", "US_EAST", strings.Repeat("a", 64),
	} {
		status, answer, err := s.send(t, "POST", "/", "{}",
			"Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", "AWSEvents.ListConnections",
			"X-Amz-Date", "20260926T120000Z", "Authorization", "AWS4-HMAC-SHA256 Credential=test/20260926/"+
				region+"/events/aws4_request, SignedHeaders=host, Signature=0")
		require.NoError(t, err)
		assert.Equal(t, 400, status)
		assert.Equal(t, `{"__type":"InvalidSignatureException","message":"Credential should be scoped to a valid region, not '`+
			strings.ToValidUTF8(region, "\uFFFD")+`'. "}`, answer)
	}
	status, _ := s.ask(t, "GET", "snapshot", "")
	assert.Equal(t, 200, status)
}
