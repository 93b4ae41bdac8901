package hostile_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
)

func TestConnection_headers(t *testing.T) {
	t.Parallel()
	e := binary.Start(t, "-ephemeral")
	t.Run("takes a session token of 32 KiB", func(t *testing.T) {
		status, _ := send(
			t, e, "ListConnections", "{}", "X-Amz-Security-Token: "+strings.Repeat("t", 32<<10),
		)
		assert.Equal(t, http.StatusOK, status)
	})
	t.Run("refuses headers of 256 KiB", func(t *testing.T) {
		conn := dial(t, e)
		_, err := io.WriteString(
			conn, head("ListConnections", 2, "X-Amz-Security-Token: "+strings.Repeat("t", 256<<10)),
		)
		require.NoError(t, err)
		status, body := answer(t, conn)
		assert.Equal(t, http.StatusRequestHeaderFieldsTooLarge, status)
		assert.Equal(t, "431 Request Header Fields Too Large", body)
	})
	t.Run("refuses a credential scope of 4 KiB", func(t *testing.T) {
		scope := "test/20260101/" + strings.Repeat("r", 4<<10) + "/events/aws4_request"
		conn := dial(t, e)
		_, err := io.WriteString(
			conn,
			strings.Replace(
				head("ListConnections", 2), "test/20260101/us-east-1/events/aws4_request", scope, 1,
			)+"{}",
		)
		require.NoError(t, err)
		status, body := answer(t, conn)
		assert.Equal(t, http.StatusBadRequest, status, body)
	})
	servesOn(t, e)
}

// TestConnection_slow takes as long as a request may take to arrive.
func TestConnection_slow(t *testing.T) {
	t.Parallel()
	e := binary.Start(t, "-ephemeral")
	for name, begun := range map[string]string{
		"no byte":     "",
		"half a head": "POST / HTTP/1.1\r\nHost: emul",
		"half a body": head("ListConnections", 100) + `{"NamePrefix":`,
		"an unwanted body": strings.Replace(
			head("ListConnections", 100), "application/x-amz-json-1.1", "text/plain", 1,
		) + "half",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			conn := dial(t, e)
			_, err := io.WriteString(conn, begun)
			require.NoError(t, err)
			require.NoError(t, conn.SetReadDeadline(time.Now().Add(time.Minute)))
			_, err = io.Copy(io.Discard, conn)
			assert.NoError(t, err, "the emulator is to close the connection")
		})
	}
}

// TestConnection_crowd opens more connections than the emulator takes.
func TestConnection_crowd(t *testing.T) {
	t.Parallel()
	const room, more = 4096, 50
	raiseLimit(t, room+more+100)
	e := binary.Start(t, "-ephemeral")
	address := strings.TrimPrefix(e.URL, "http://")
	var conns []net.Conn
	for range room + more {
		conn, err := net.Dial("tcp", address)
		require.NoError(t, err)
		conns = append(conns, conn)
	}
	for _, conn := range conns[room:] {
		response, err := http.ReadResponse(bufio.NewReader(conn), nil)
		require.NoError(t, err)
		assert.Equal(t, http.StatusServiceUnavailable, response.StatusCode)
	}
	var wg sync.WaitGroup
	for _, conn := range conns[:room] {
		wg.Go(func() { io.WriteString(conn, head("ListConnections", 2)+"{}") })
	}
	wg.Wait()
	for _, conn := range conns[:room] {
		response, err := http.ReadResponse(bufio.NewReader(conn), nil)
		require.NoError(t, err)
		assert.Equal(t, http.StatusOK, response.StatusCode)
	}
	assert.Less(t, peak(t, e), int64(512<<20), "bytes of memory")
	for _, conn := range conns {
		conn.Close()
	}
	require.Eventually(
		t, func() bool { return sockets(t, e) == 0 }, 20*time.Second, 10*time.Millisecond,
		"connections that the clients have closed",
	)
	servesOn(t, e)
}

// TestConnection_abandoned leaves calls in all their stages, then looks at what still runs in the
// program.
func TestConnection_abandoned(t *testing.T) {
	t.Parallel()
	e, err := binary.Launch(t.TempDir(), nil, "-ephemeral")
	require.NoError(t, err)
	defer e.Stop(syscall.SIGKILL)
	for _, begun := range []string{
		"", "POST", head("CreateConnection", 100) + "{", head("ListConnections", 2) + "{}",
		"GET /_emulator/calls?count=1&wait=1h HTTP/1.1\r\nHost: e\r\n\r\n",
	} {
		for range 100 {
			conn := dial(t, e)
			_, err := io.WriteString(conn, begun)
			require.NoError(t, err)
			conn.Close()
		}
	}
	servesOn(t, e) // so that it has taken in all that came before
	require.Eventually(
		t, func() bool { return sockets(t, e) == 0 }, 20*time.Second, 10*time.Millisecond,
	)
	_, stacks := e.Stop(syscall.SIGQUIT) // Go's runtime then shows every goroutine
	require.Equal(t, 1, strings.Count(stacks, "main.program.answer("), stacks)
	assert.Zero(t, strings.Count(stacks, "net/http.(*conn).serve("), stacks)
}

func raiseLimit(t *testing.T, files uint64) {
	var limit syscall.Rlimit
	require.NoError(t, syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit))
	if limit.Max < files {
		t.Skipf("no more than %d files may be open", limit.Max)
	}
	limit.Cur = limit.Max
	require.NoError(t, syscall.Setrlimit(syscall.RLIMIT_NOFILE, &limit))
}
