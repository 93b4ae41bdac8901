package unserved_test

import (
	"bufio"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/unserved"
)

// roundTrip is an upstream that is a function.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestHandler_Takes_withUpstream(t *testing.T) {
	t.Parallel()
	h := handler(nil, nil)
	h.Served = []*awsapi.Service{
		{Name: "library", TargetPrefix: "Library", Operations: []*awsapi.Operation{{Name: "Lend"}}},
		{Name: "archive", Namespace: "archive", Operations: []*awsapi.Operation{{Name: "Lend"}}},
	}
	h.Upstream = roundTrip(nil)
	h.Theirs = func(form url.Values) bool { return form.Get("Book") == "theirs" }
	for name, q := range map[string]request{
		"an operation that is not served": {"POST", "/", "X-Amz-Target: Library.Burn", ""},
		"an action that is not served":    {"POST", "/", "Scope: archive" + form, "Action=Burn"},
		"an action of no service":         {"POST", "/", form, "Action=Burn"},
		"what only it holds":              {"POST", "/", form, "Action=Lend&Book=theirs"},
		"the same in a query string":      {"GET", "/?Action=Lend&Book=theirs", "", ""},
		"any path":                        {"GET", "/favicon.ico", "", ""},
		"another service":                 {"POST", "/", "Scope: sqs", ""},
	} {
		r := q.http(t)
		assert.True(t, h.Takes(r), name)
		body, err := io.ReadAll(r.Body)
		require.NoError(t, err)
		assert.Equal(t, q.body, string(body))
	}
	tooLong := "Action=Burn&" + strings.Repeat("x", 1<<20)
	for name, q := range map[string]request{
		"a target that is served":  {"POST", "/", "X-Amz-Target: Library.Lend", ""},
		"an action that is served": {"POST", "/", "Scope: archive" + form, "Action=Lend"},
		"one of no service":        {"POST", "/", form, "Action=Lend"},
		"no action":                {"POST", "/", "Scope: archive" + form, "Version=1"},
		"a form that is too large": {"POST", "/", "Scope: archive" + form, tooLong},
		"nothing":                  {"POST", "/", "", ""},
	} {
		assert.False(t, h.Takes(q.http(t)), name)
	}
}

// passed starts a server that passes all on to an upstream, and returns where, and its calls.
func passed(t *testing.T, to http.Handler) (url string, seen *[]*awsapi.Call) {
	t.Helper()
	upstream := httptest.NewServer(to)
	t.Cleanup(upstream.Close)
	seen = new([]*awsapi.Call)
	h := handler(seen, nil)
	h.Open = true
	h.Upstream = roundTrip(func(r *http.Request) (*http.Response, error) {
		r.URL.Scheme, r.URL.Host = "http", strings.TrimPrefix(upstream.URL, "http://")
		return http.DefaultTransport.RoundTrip(r)
	})
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server.URL, seen
}

func TestHandler_ServeHTTP_upstream(t *testing.T) {
	t.Parallel()
	url, seen := passed(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		assert.NoError(t, err)
		assert.Equal(t, "content", string(body))
		assert.Equal(t, "PUT bucket.test /a%2Fb?c;d s3 agent", strings.Join([]string{
			r.Method, r.Host, r.RequestURI, r.Header.Get("Scope"), r.UserAgent(),
		}, " "))
		assert.NotContains(t, r.Header, "X-Forwarded-For")
		w.Header().Set("X-Amz-Request-Id", "theirs")
		w.WriteHeader(http.StatusTeapot)
		_, _ = w.Write([]byte("<Error/>"))
	}))
	content := strings.NewReader("content")
	r, err := http.NewRequestWithContext(t.Context(), "PUT", url+"/a%2Fb?c;d", content)
	require.NoError(t, err)
	r.Host = "bucket.test"
	r.Header.Set("Scope", "s3")
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded") // of an object
	r.Header.Set("User-Agent", "agent")
	w, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer w.Body.Close()
	body, err := io.ReadAll(w.Body)
	require.NoError(t, err)
	assert.Equal(t, http.StatusTeapot, w.StatusCode)
	assert.Equal(t, "theirs", w.Header.Get("X-Amz-Request-Id"))
	assert.Equal(t, "<Error/>", string(body))
	call := (*seen)[0]
	assert.Equal(t, "s3 PUT /a%2Fb", call.Service.Name+" "+call.Target)
	assert.Equal(t, http.StatusTeapot, call.Upstream)
}

// What comes in pieces goes on in pieces: the request, then the answer.
func TestHandler_ServeHTTP_upstreamStreams(t *testing.T) {
	t.Parallel()
	heard := make(chan string)
	said := make(chan string)
	url, _ := passed(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		lines := bufio.NewReader(r.Body)
		for line, err := lines.ReadString('\n'); err == nil; line, err = lines.ReadString('\n') {
			heard <- line
		}
		for line := range said {
			_, _ = io.WriteString(w, line)
			w.(http.Flusher).Flush()
		}
	}))
	from, to := io.Pipe()
	r, err := http.NewRequestWithContext(t.Context(), "POST", url+"/stream", from)
	require.NoError(t, err)
	go func() {
		for _, line := range []string{"one\n", "two\n"} {
			_, _ = io.WriteString(to, line)
			assert.Equal(t, line, <-heard)
		}
		to.Close()
		said <- "three\n"
	}()
	w, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer w.Body.Close()
	lines := bufio.NewReader(w.Body)
	line, err := lines.ReadString('\n')
	require.NoError(t, err)
	assert.Equal(t, "three\n", line)
	said <- "four\n"
	line, err = lines.ReadString('\n')
	require.NoError(t, err)
	assert.Equal(t, "four\n", line)
	close(said)
}

func TestHandler_ServeHTTP_upstreamCuts(t *testing.T) {
	t.Parallel()
	var seen *[]*awsapi.Call
	t.Cleanup(func() { assert.Equal(t, "cut", (*seen)[0].Lost) }) // when the server has ended
	var url string
	url, seen = passed(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		_, _ = io.WriteString(w, "half")
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	}))
	w, err := http.Get(url + "/bucket")
	require.NoError(t, err)
	defer w.Body.Close()
	body, err := io.ReadAll(w.Body)
	assert.Equal(t, io.ErrUnexpectedEOF, err)
	assert.Equal(t, "half", string(body))
}

// An upstream that is dead is told of in the protocol of whoever asks.
func TestHandler_ServeHTTP_upstreamDead(t *testing.T) {
	t.Parallel()
	const dead = " is for the upstream, which does not answer: refused."
	for name, want := range map[string]string{
		"JSON 1.0": `{"__type":"com.amazon.coral.service#ServiceUnavailable","message":"` +
			`ListQueues of Amazon Simple Queue Service` + dead + `"}`,
		"REST-JSON": `{"message":"GET /2015-03-31/functions/ of AWS Lambda` + dead + `"}`,
		"EC2": `<Response><Errors><Error><Code>ServiceUnavailable</Code><Message>` +
			`DescribeVpcs of Amazon Elastic Compute Cloud` + dead +
			`</Message></Error></Errors><RequestID>ID</RequestID></Response>`,
	} {
		var seen []*awsapi.Call
		h := handler(&seen, nil)
		h.Upstream = roundTrip(func(*http.Request) (*http.Response, error) {
			return nil, errors.New("refused")
		})
		w := httptest.NewRecorder()
		h.ServeHTTP(w, answers[name].request.http(t))
		assert.Equal(t, want, bodyOf(w))
		assert.Equal(t, answers[name].status, w.Code)
		assert.Zero(t, seen[0].Upstream)
	}
}

// Nobody reaches the upstream who is not let in.
func TestHandler_ServeHTTP_upstreamRefused(t *testing.T) {
	t.Parallel()
	var seen []*awsapi.Call
	h := handler(&seen, &awsapi.Error{Code: "UnrecognizedClientException", Message: "No."})
	h.Upstream = roundTrip(func(*http.Request) (*http.Response, error) { panic("reached") })
	w := httptest.NewRecorder()
	h.ServeHTTP(w, answers["S3"].request.http(t))
	assert.Equal(t, 403, w.Code)
}

// A body that is signed is held, and goes on whole; one that is too large to hold is refused.
func TestHandler_ServeHTTP_upstreamSigned(t *testing.T) {
	t.Parallel()
	var held, sent int
	h := &unserved.Handler{
		Caller: func(_ *http.Request, _ string, body []byte) (awsapi.Caller, error) {
			held = len(body)
			return awsapi.Caller{}, nil
		},
		Scope: func(*http.Request) string { return "lambda" },
		Upstream: roundTrip(func(r *http.Request) (*http.Response, error) {
			body, err := io.ReadAll(r.Body)
			sent = len(body)
			return &http.Response{StatusCode: 200, Body: http.NoBody}, err
		}),
	}
	const most = 16 << 20
	for size, want := range map[int]int{most: 200, most + 1: 413} {
		held, sent = 0, 0
		w := httptest.NewRecorder()
		body := strings.NewReader(strings.Repeat("x", size))
		h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), "POST", "/functions", body))
		assert.Equal(t, want, w.Code)
		if want == 200 {
			assert.Equal(t, []int{size, size}, []int{held, sent})
		}
	}
}
