package outbound_test

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/outbound"
)

// The beginnings of answers.
const (
	fine    = "HTTP/1.1 200 OK\r\n"
	chunked = fine + "Transfer-Encoding: chunked\r\n\r\n"
)

func TestAnswer(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ raw, want string }{
		"of a length":      {"HTTP/1.1 500 No\r\nContent-Length: 2\r\n\r\nokrest", "500 ok"},
		"to the end":       {"HTTP/1.0 200 OK\r\n\r\nok", "200 ok"},
		"in chunks":        {chunked + "2\r\nok\r\n0\r\n\r\n", "200 ok"},
		"after others":     {"HTTP/1.1 100 C\r\n\r\nHTTP/1.1 103 H\r\n\r\n" + fine + "\r\nok", "200 ok"},
		"of no content":    {"HTTP/1.1 204 No Content\r\n\r\nok", "204 "},
		"of another wire":  {"HTTP/1.1 101 Switching Protocols\r\n\r\nok", "101 "},
		"of any status":    {"HTTP/1.1 999 Odd\r\n\r\nok", "999 ok"},
		"of odd encodings": {fine + "Content-Encoding: br\r\n\r\nok", "200 ok"},
		"of false gzip":    {fine + "Content-Encoding: gzip\r\n\r\nok", "200 ok"},
		"of false deflate": {fine + "Content-Encoding: deflate\r\n\r\n\xff", "200 \xff"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			answer, err := ask(t, c.raw)
			require.NoError(t, err)
			assert.Equal(t, c.want, fmt.Sprintf("%d %s", answer.Status, answer.Body))
		})
	}
}

func TestAnswer_header(t *testing.T) {
	t.Parallel()
	answer, err := ask(t, "HTTP/1.1 503 Service Unavailable\r\nretry-after: 120\r\n\r\n")
	require.NoError(t, err)
	assert.Equal(t, "120", answer.Header.Get("Retry-After"))
}

func TestAnswer_head(t *testing.T) {
	t.Parallel()
	url, _ := answering(t, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n")
	answer, err := routed(t, production, url).Send(t.Context(), message("HEAD", "/"))
	require.NoError(t, err)
	assert.Empty(t, answer.Body)
}

func TestAnswer_cut(t *testing.T) {
	t.Parallel()
	const ended = "unexpected EOF"
	for name, c := range map[string]struct{ raw, want string }{
		"nothing":          {"", ended},
		"half a head":      {fine + "A: b", ended},
		"half a body":      {fine + "Content-Length: 9\r\n\r\nhalf", ended},
		"half the chunks":  {chunked + "2\r\nok\r\n", ended},
		"another protocol": {"SSH-2.0-secret\r\n", "the answer is not HTTP"},
		"an endless head":  {fine + "X: " + strings.Repeat("x", 64<<10), ended},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := ask(t, c.raw)
			assert.Equal(t, "got no whole answer: "+c.want, requireKind(t, outbound.Cut, err))
		})
	}
}

func TestAnswer_large(t *testing.T) {
	t.Parallel()
	const most = 1 << 20
	text := strings.Repeat("x", most+1)
	for name, raw := range map[string]string{
		"as it is": fine + "\r\n" + text,
		"in small chunks": chunked +
			strings.Repeat("400\r\n"+text[:1024]+"\r\n", most/1024) + "1\r\nx\r\n0\r\n\r\n",
		"packed": fine + "Content-Encoding: gzip\r\n\r\n" + packed(t, gzipped, text),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			answer, err := ask(t, raw)
			require.NoError(t, err)
			assert.Equal(t, 200, answer.Status)
			assert.True(t, text[:most] == string(answer.Body), "the first 1 MiB, not %d", len(answer.Body))
		})
	}
}

func TestAnswer_encodings(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		encoding string
		pack     packing
	}{
		"gzip":             {"gzip", gzipped},
		"gzip in capitals": {"GZIP", gzipped},
		"deflate":          {"deflate", framed},
		"raw deflate":      {"deflate", raw},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			body := packed(t, c.pack, "text")
			answer, err := ask(t, fine+"Content-Encoding: "+c.encoding+"\r\n\r\n"+body)
			require.NoError(t, err)
			assert.Equal(t, "text", string(answer.Body))
		})
	}
}

type packing func(io.Writer) (io.WriteCloser, error)

func framed(w io.Writer) (io.WriteCloser, error) { return zlib.NewWriter(w), nil }

func raw(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) }

func gzipped(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriter(w), nil }

func packed(t *testing.T, by packing, text string) string {
	t.Helper()
	var out bytes.Buffer
	w, err := by(&out)
	require.NoError(t, err)
	_, err = io.WriteString(w, text)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return out.String()
}
