package delivery

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"html"
	"net/url"
	"slices"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/invocation"
)

// hide puts stars in the place of the secrets of a request and its connection in what a target
// answers to it: one may send back what it was sent.
func hide(answer string, r *invocation.Request, c invocation.Connection) string {
	if answer == "" {
		return ""
	}
	secrets := slices.Concat(r.Secrets(), c.Secrets())
	var pairs []string
	for _, form := range formsOf(secrets) {
		pairs = append(pairs, form, awsapi.Redacted)
	}
	return strings.NewReplacer(pairs...).Replace(answer)
}

// formsOf are the texts in which a target may show a secret, the longest first.
func formsOf(secrets []awsapi.Secret) (forms []string) {
	for _, s := range secrets {
		text := s.Reveal()
		for _, form := range []string{text, unescaped(text), unquoted(text)} {
			inJSON := quoted(form)
			forms = append(forms, form, html.EscapeString(form), url.QueryEscape(form), url.PathEscape(form),
				// and JSON in JSON
				inJSON, htmlFree(inJSON), quoted(inJSON), htmlFree(quoted(htmlFree(inJSON))),
				base64.StdEncoding.EncodeToString([]byte(form)))
		}
	}
	slices.SortFunc(forms, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
	return slices.DeleteFunc(slices.Compact(forms), func(form string) bool { return form == "" })
}

// unescaped is a text as it is outside a query string.
func unescaped(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil {
		return plain
	}
	return text
}

// quoted is a text as it is inside a JSON string.
func quoted(text string) string {
	whole, _ := json.Marshal(text) // a string is always JSON
	return string(whole[1 : len(whole)-1])
}

// htmlFree is a quoted text as JSON is that nobody puts into a web page.
func htmlFree(quoted string) string {
	return strings.NewReplacer(`\u0026`, "&", `\u003c`, "<", `\u003e`, ">").Replace(quoted)
}

// unquoted is a text as it is outside a JSON string.
func unquoted(text string) string {
	var plain string
	if json.Unmarshal([]byte(`"`+text+`"`), &plain) == nil ||
		json.Unmarshal([]byte(text), &plain) == nil {
		return plain
	}
	return text
}
