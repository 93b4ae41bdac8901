package outbound_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/outbound"
)

func TestNewUpstream(t *testing.T) {
	t.Parallel()
	for _, url := range []string{
		"http://127.0.0.1:5000", "http://[::1]:5000/", "http://10.1.2.3", "http://192.168.0.2:80",
		"http://172.16.0.1", "http://[fd00::1]", "http://localhost:4566", "http://moto:5000",
		"https://host.docker.internal",
	} {
		u, err := outbound.NewUpstream(url, false)
		require.NoError(t, err, url)
		assert.Equal(t, strings.TrimSuffix(strings.TrimSuffix(url, "/"), ":80"), u.String())
	}
}

func TestNewUpstream_errors(t *testing.T) {
	t.Parallel()
	const far = " may be anywhere: an upstream is a loopback or private address, " +
		"a name without a dot or host.docker.internal, unless -upstream-anywhere is given"
	for url, want := range map[string]string{
		"https://sqs.us-east-1.amazonaws.com": "sqs.us-east-1.amazonaws.com" + far,
		"http://8.8.8.8:5000":                 "8.8.8.8" + far,
		"http://127.0.0.1.example.com":        "127.0.0.1.example.com" + far,
		"http://docker.internal":              "docker.internal" + far,
	} {
		_, err := outbound.NewUpstream(url, false)
		assert.EqualError(t, err, want)
		_, err = outbound.NewUpstream(url, true)
		assert.NoError(t, err)
	}
	for _, url := range []string{
		"", "127.0.0.1:5000", "ftp://moto", "http://moto:5000/path", "http://moto?a",
	} {
		_, err := outbound.NewUpstream(url, true)
		assert.ErrorContains(t, err, " is no address of an emulator", url)
	}
	_, err := outbound.NewUpstream("http://u:secret@moto:5000", false)
	assert.EqualError(t, err, `"***@moto:5000" is no address of an emulator: `+
		"write one without a path, such as http://127.0.0.1:5000")
}

// A request arrives as it left, whatever its host.
func TestUpstream_RoundTrip(t *testing.T) {
	t.Parallel()
	url, asked := answering(t, "HTTP/1.1 302 Found\r\n"+
		"Content-Encoding: gzip\r\nLocation: /b\r\n\r\nnot gzip")
	u, err := outbound.NewUpstream(url, false)
	require.NoError(t, err)
	t.Cleanup(u.Close)
	content := strings.NewReader("body")
	r, err := http.NewRequestWithContext(t.Context(), "PUT", "http://b.test/a%2Fb?c;d", content)
	require.NoError(t, err)
	r.Header.Set("User-Agent", "aws-cli")
	response, err := u.RoundTrip(r)
	require.NoError(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	assert.Equal(t, "302 not gzip", response.Status[:3]+" "+string(body))
	assert.Equal(t, "PUT /a%2Fb?c;d HTTP/1.1\r\nHost: b.test\r\nUser-Agent: aws-cli\r\n"+
		"Content-Length: 4\r\n\r\nbody", <-asked)
}
