package hostile_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
)

const mega = 1 << 20

// own is the memory that the program has for itself now, in bytes: what is in files is the
// system's.
func own(t *testing.T, e *binary.Emulator) (bytes int64) {
	t.Helper()
	for line := range strings.Lines(readProc(t, e, "status")) {
		if _, err := fmt.Sscanf(line, "RssAnon: %d kB", &bytes); err == nil {
			return bytes << 10
		}
	}
	t.Skip("the system does not say how much memory a process has for itself")
	return 0
}

// calls makes n calls on a few connections, one after another on each.
func calls(t *testing.T, e *binary.Emulator, n int) {
	t.Helper()
	const callers = 8
	var all sync.WaitGroup
	for range callers {
		all.Go(func() {
			conn := dial(t, e)
			answers := bufio.NewReader(conn)
			for range n / callers {
				_, err := io.WriteString(conn, head("ListConnections", 2)+"{}")
				if !assert.NoError(t, err) {
					return
				}
				response, err := http.ReadResponse(answers, nil)
				if !assert.NoError(t, err) {
					return
				}
				_, _ = io.Copy(io.Discard, response.Body)
			}
		})
	}
	all.Wait()
}

// ask sends a request to the control side, and reads the head of the answer.
func ask(t *testing.T, e *binary.Emulator, method, path, body string) *http.Response {
	t.Helper()
	conn := dial(t, e)
	_, err := fmt.Fprintf(
		conn, "%s /_emulator/%s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s", method,
		path, len(body), body,
	)
	require.NoError(t, err)
	answer := bufio.NewReaderSize(conn, 16)
	response, err := http.ReadResponse(answer, nil)
	require.NoError(t, err)
	return response
}

// The history, a list of all of it and those who wait for more take little memory.
func TestMemory_calls(t *testing.T) {
	e := binary.Start(t, "-ephemeral")
	for range 10 {
		conn := dial(t, e)
		_, err := io.WriteString(
			conn, "GET /_emulator/calls?wait=1000000&timeout=1h HTTP/1.1\r\nHost: localhost\r\n\r\n",
		)
		require.NoError(t, err)
	}
	calls(t, e, 10_000)
	assert.LessOrEqual(t, own(t, e), int64(40*mega), "after 10,000 calls")

	response := ask(t, e, "GET", "calls", "")
	var list struct {
		Calls []json.RawMessage
		Count int
	}
	require.NoError(t, json.NewDecoder(response.Body).Decode(&list))
	assert.Len(t, list.Calls, 10_000)
	assert.Equal(t, 10_000, list.Count)
	assert.LessOrEqual(t, own(t, e), int64(40*mega), "after a list of 10,000 calls")
}

// A snapshot for somebody who does not read it takes no memory.
func TestMemory_snapshots(t *testing.T) {
	e := binary.Start(t, "-ephemeral")
	value := strings.Repeat("v", 500)
	parameters := strings.TrimSuffix(
		strings.Repeat(`{"Key":"k","Value":"`+value+`","IsValueSecret":true},`, 90), ",",
	)
	for i := range 60 {
		status, answer := send(t, e, "CreateConnection", fmt.Sprintf(`{"Name":"c-%d","AuthorizationType":"BASIC","AuthParameters":{`+
			`"BasicAuthParameters":{"Username":"u","Password":"p"},"InvocationHttpParameters":{"BodyParameters":[%s]}}}`, i, parameters))
		require.Equal(t, http.StatusOK, status, answer)
	}
	for range 150 {
		response := ask(t, e, "GET", "snapshot", "") // the head is read, and no more
		require.Equal(t, http.StatusOK, response.StatusCode)
	}
	assert.LessOrEqual(t, own(t, e), int64(100*mega))
}

// A restore that is refused takes little memory.
func TestMemory_restore(t *testing.T) {
	for name, record := range map[string]string{
		"empty records":      "{},",
		"records of a table": `{"table":"scripts","account":"000000000000","region":"us-east-1","key":"k","value":{"State":"ACTIVE"}},`,
	} {
		t.Run(name, func(t *testing.T) {
			e := binary.Start(t, "-ephemeral")
			records := strings.Repeat(record, 10*mega/len(record)) + "{}"
			response := ask(
				t, e, "PUT", "snapshot",
				`{"format":"eventbridge-connections-emulator","version":1,"secrets":true,"records":[`+records+
					`]}`,
			)
			assert.Equal(t, http.StatusBadRequest, response.StatusCode)
			assert.LessOrEqual(t, peak(t, e), int64(100*mega))
			servesOn(t, e)
		})
	}
}
