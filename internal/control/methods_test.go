package control_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/control"
)

func TestMethods_ServeHTTP(t *testing.T) {
	t.Parallel()
	ok := func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }
	m := control.Methods{"GET": ok, "DELETE": ok}
	for _, method := range []string{"GET", "HEAD", "DELETE"} {
		status, _ := ask(t, m, method, "/x", "")
		assert.Equal(t, 204, status, method)
	}
	status, body := ask(t, m, "POST", "/x", "")
	assert.Equal(t, 405, status)
	assert.Equal(t, `{"error":"/x does not take POST: use DELETE, GET"}`, body)
}

// What Go's parser passes over would otherwise be left out: the whole would be settled, not one.
func TestMethods_ServeHTTP_query(t *testing.T) {
	t.Parallel()
	m := control.Methods{
		"POST": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) },
	}
	for path, want := range map[string]string{
		"/?name=a&region=b": "",
		"/?name=a;b":        `{"error":"the query cannot be read: invalid semicolon separator in query"}`,
		"/?name=%zz":        `{"error":"the query cannot be read: invalid URL escape \"%zz\""}`,
		"/?name=a&name=b":   `{"error":"member \"name\" stands in the query more than once"}`,
	} {
		_, body := ask(t, m, "POST", path, "")
		assert.Equal(t, want, body, path)
	}
}

func TestTaking(t *testing.T) {
	t.Parallel()
	served := func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }
	for path, want := range map[string]string{
		"/":           "",
		"/?a=1&b=":    "",
		"/?a=1&c=2&d": `{"error":"unknown member \"c\": the members are a, b"}`,
	} {
		_, body := ask(t, control.Taking(served, "a", "b"), "POST", path, "")
		assert.Equal(t, want, body, path)
	}
	status, body := ask(t, control.Taking(served), "POST", "/?a=1", "")
	assert.Equal(t, 400, status)
	assert.Equal(t, `{"error":"unknown member \"a\": there are no members here"}`, body)
}

func TestGuard(t *testing.T) {
	t.Parallel()
	h := control.Guard(control.Methods{
		"GET":  func(http.ResponseWriter, *http.Request) {},
		"POST": func(http.ResponseWriter, *http.Request) {},
	})
	for name, c := range map[string]struct {
		method, header, value string
		want                  int
	}{
		"lets programs change":               {"POST", "", "", 200},
		"lets pages of its own change":       {"POST", "Origin", "http://example.com", 200},
		"refuses pages of another origin":    {"POST", "Origin", "http://evil.example", 403},
		"refuses what a browser says is one": {"POST", "Sec-Fetch-Site", "cross-site", 403},
		"lets every page read":               {"GET", "Sec-Fetch-Site", "cross-site", 200},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequestWithContext(t.Context(), c.method, "/", nil)
			if c.header != "" {
				r.Header.Set(c.header, c.value)
			}
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			assert.Equal(t, c.want, w.Code)
		})
	}
}

func TestNotFound(t *testing.T) {
	t.Parallel()
	status, body := ask(t, control.NotFound([]string{"/b", "/a"}), "GET", "/c", "")
	assert.Equal(t, 404, status)
	assert.Equal(
		t,
		`{"error":"there is nothing at /c: AWS calls go to /, and the emulator itself answers at /a, /b"}`,
		body,
	)
}
