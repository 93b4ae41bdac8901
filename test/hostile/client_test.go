// Package hostile_test is rude to the program: it must answer with a clear error, within bounded
// memory, and serve on.
package hostile_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
)

const signed = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/events/aws4_request, " +
	"SignedHeaders=host;x-amz-date;x-amz-target, Signature=ab"

// head is the head of a well-formed call, up to its body.
func head(operation string, size int, more ...string) string {
	lines := append([]string{
		"POST / HTTP/1.1", "Host: emulator", "Content-Type: " +
			"application/x-amz-json-1.1", "X-Amz-Target: AWSEvents." + operation,
		"X-Amz-Date: 20260101T000000Z", "Authorization: " +
			signed, fmt.Sprintf("Content-Length: %d", size),
	}, more...)
	return strings.Join(lines, "\r\n") + "\r\n\r\n"
}

// dial opens a connection that the test closes in its end.
func dial(t *testing.T, e *binary.Emulator) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(e.URL, "http://"))
	require.NoError(t, err)
	t.Cleanup(func() { conn.Close() })
	return conn
}

// answer reads one answer.
func answer(t *testing.T, conn net.Conn) (status int, body string) {
	t.Helper()
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	require.NoError(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response.StatusCode, string(text)
}

// send makes one call on a connection of its own.
func send(
	t *testing.T, e *binary.Emulator, operation, body string, headers ...string,
) (status int, answered string) {
	t.Helper()
	conn := dial(t, e)
	defer conn.Close()
	_, err := io.WriteString(conn, head(operation, len(body), headers...)+body)
	require.NoError(t, err)
	return answer(t, conn)
}

// servesOn requires that the emulator answers as ever.
func servesOn(t *testing.T, e *binary.Emulator) {
	t.Helper()
	status, body := send(t, e, "ListConnections", "{}")
	assert.Equal(t, http.StatusOK, status)
	assert.Equal(t, `{"Connections":[]}`, body)
}
