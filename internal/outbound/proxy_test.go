package outbound_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/invocation"
)

// Neither kind of proxy variable is read.
func TestClient_Send_proxy(t *testing.T) {
	proxy, asked := answering(t, "HTTP/1.1 502 Bad Gateway\r\n\r\n")
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"} {
		t.Setenv(name, proxy)
		t.Setenv(strings.ToLower(name), proxy)
	}
	url, _ := answering(t, "HTTP/1.1 200 OK\r\n\r\n")
	client := routed(t, "http://api.test", url)
	m := invocation.Message{Method: "GET", URL: "http://api.test/"}
	answer, err := client.Send(t.Context(), m)
	require.NoError(t, err)
	assert.Equal(t, 200, answer.Status)
	assert.Empty(t, asked)
}
