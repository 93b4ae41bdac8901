// Package console is the web page of the emulator: what happens, as it happens, and what can be
// done about it. The page asks the control paths that everybody has, and nothing else.
package console

import (
	"embed"
	"net/http"
	"path"
	"strings"
)

// Path is where the page is.
const Path = "/_emulator/"

//go:embed assets
var assets embed.FS

// kinds are the content types of the files, by the ends of their names.
var kinds = map[string]string{
	".html": "text/html; charset=utf-8",
	".css":  "text/css; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".svg":  "image/svg+xml",
}

// policy lets the page load its own files and call its own origin, and nothing else.
const policy = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// Wanted tells whether a browser asks for a page where AWS's calls go. AWS's clients do not ask for
// HTML.
func Wanted(r *http.Request) bool {
	return r.Method == http.MethodGet && r.URL.Path == "/" && r.URL.RawQuery == "" &&
		strings.Contains(r.Header.Get("Accept"), "text/html")
}

// ServeIndex answers with the page.
func ServeIndex(w http.ResponseWriter, _ *http.Request) { serve(w, "index.html") }

// ServeFile answers with the file that the path names.
func ServeFile(w http.ResponseWriter, r *http.Request) { serve(w, r.PathValue("file")) }

func serve(w http.ResponseWriter, name string) {
	content, err := assets.ReadFile("assets/" + name)
	if err != nil {
		http.Error(w, "the page has no such file", http.StatusNotFound)
		return
	}
	h := w.Header()
	h.Set("Content-Type", kinds[path.Ext(name)])
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-cache") // another emulator may answer at this address tomorrow
	_, _ = w.Write(content)            // the client has gone: nobody to tell
}
