package console_test

import (
	"encoding/json"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/emulatortest"
	"github.com/eventbridge-connections/emulator/internal/console"
)

// files are the files of the page, by their names.
func files(t *testing.T) map[string]string {
	all := map[string]string{}
	assets := os.DirFS("assets")
	require.NoError(t, fs.WalkDir(assets, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(assets, path)
		all[path] = string(content)
		return err
	}))
	require.NotEmpty(t, all)
	return all
}

// get asks an emulator of the test's own.
func get(t *testing.T, method, path, accept string) *http.Response {
	srv := emulatortest.Start(t)
	r := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(""))
	r.Host = "localhost"
	r.Header.Set("Accept", accept)
	w := httptest.NewRecorder()
	srv.ServeHTTP(w, r)
	return w.Result()
}

func TestServeFile(t *testing.T) {
	t.Parallel()
	kinds := map[string]string{
		"index.html": "text/html; charset=utf-8", "console.css": "text/css; charset=utf-8",
		"main.js": "text/javascript; charset=utf-8", "icon.svg": "image/svg+xml",
	}
	for name := range files(t) {
		answer := get(t, "GET", "/_emulator/console/"+name, "*/*")
		assert.Equal(t, http.StatusOK, answer.StatusCode, name)
		if kind, ok := kinds[name]; ok {
			assert.Equal(t, kind, answer.Header.Get("Content-Type"))
		}
		assert.NotEmpty(t, answer.Header.Get("Content-Type"), name)
		assert.Equal(t, "nosniff", answer.Header.Get("X-Content-Type-Options"), name)
		assert.Equal(t, "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
			answer.Header.Get("Content-Security-Policy"), name)
	}
	assert.Equal(t, http.StatusNotFound, get(t, "GET", "/_emulator/console/none.js", "*/*").StatusCode)
}

func TestServeIndex(t *testing.T) {
	t.Parallel()
	answer := get(t, "GET", "/_emulator/", "text/html")
	assert.Equal(t, http.StatusOK, answer.StatusCode)
	assert.Equal(t, "text/html; charset=utf-8", answer.Header.Get("Content-Type"))
}

func TestWanted(t *testing.T) {
	t.Parallel()
	const browser = "text/html,application/xhtml+xml,*/*;q=0.8"

	t.Run("a browser is led to the page", func(t *testing.T) {
		t.Parallel()
		answer := get(t, "GET", "/", browser)
		assert.Equal(t, http.StatusFound, answer.StatusCode)
		assert.Equal(t, console.Path, answer.Header.Get("Location"))
	})

	t.Run("a client of AWS is not", func(t *testing.T) {
		t.Parallel()
		for _, c := range []struct{ method, path, accept string }{
			{"GET", "/", ""}, {"GET", "/", "*/*"}, {"POST", "/", browser},
			{"GET", "/?Action=GetCallerIdentity&Version=2011-06-15", browser},
		} {
			assert.NotEqual(t, http.StatusFound, get(t, c.method, c.path, c.accept).StatusCode, c)
		}
	})
}

// maxSize is how many bytes the page may have.
const maxSize = 80 << 10

func TestAssets(t *testing.T) {
	t.Parallel()
	all := files(t)

	t.Run("are small", func(t *testing.T) {
		t.Parallel()
		size := 0
		for _, content := range all {
			size += len(content)
		}
		assert.LessOrEqual(t, size, maxSize)
	})

	t.Run("need nothing that the policy forbids", func(t *testing.T) {
		t.Parallel()
		inline := regexp.MustCompile(`(?i)<script>|<style|\sstyle=|\son[a-z]+=`)
		html := regexp.MustCompile(
			`innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function`,
		)
		for name, content := range all {
			if strings.HasSuffix(name, ".html") {
				assert.Empty(t, inline.FindAllString(content, -1), name)
			}
			assert.Empty(t, html.FindAllString(content, -1), name)
		}
	})

	t.Run("ask for nothing elsewhere", func(t *testing.T) {
		t.Parallel()
		loads := regexp.MustCompile(`(?:src|href)="(https?:)?//|\burl\(|@import|from '(?:https?:|//)`)
		for name, content := range all {
			assert.Empty(t, loads.FindAllString(content, -1), name)
		}
	})
}

// TestAssets_paths: every control path that the page asks for is one that there is.
func TestAssets_paths(t *testing.T) {
	t.Parallel()
	calls := regexp.MustCompile(`[^.\w](?:get|send)\((?:'([A-Z]+)', )?(?:named\()?'([^']*)'`)
	found := 0
	for name, content := range files(t) {
		for _, call := range calls.FindAllStringSubmatch(content, -1) {
			found++
			method, path := call[1], strings.ReplaceAll(call[2], "{}", "x")
			if method == "" {
				method = "GET"
			}
			answer := get(t, method, "/_emulator/"+path, "*/*")
			said := decoded(t, answer)
			assert.NotEqual(
				t, http.StatusMethodNotAllowed, answer.StatusCode, "%s: %s %s", name, method, path,
			)
			assert.NotContains(t, said, "there is nothing at", "%s: %s %s", name, method, path)
		}
	}
	assert.Greater(t, found, 20, "paths that the page asks for")
}

// decoded is the answer's sentence where it is an error.
func decoded(t *testing.T, answer *http.Response) string {
	var body struct{ Error string }
	require.NoError(t, json.NewDecoder(answer.Body).Decode(&body))
	return body.Error
}
