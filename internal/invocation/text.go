package invocation

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// An Origin is where a part of a request comes from.
type Origin string

const (
	FromConnection  Origin = "connection"
	FromTarget      Origin = "target"
	FromEndpoint    Origin = "endpoint" // of the API destination, or of the authorization
	FromEventBridge Origin = "EventBridge"
)

// A Part is a stretch of a text that has one origin. fmt, slog and JSON show it as [Part.Masked]
// does. Parts are made by [New] and [NewTokenRequest].
type Part struct {
	Origin Origin
	Secret bool
	text   *string // fmt prints the address where it cannot call Format
}

// Masked returns the text, or [awsapi.Redacted] when it is secret.
func (p Part) Masked() string {
	if p.Secret {
		return awsapi.Redacted
	}
	return *p.text
}

// Format writes the masked text, whatever the verb.
func (p Part) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, p.Masked()) }

// MarshalJSON writes {"origin": "connection", "secret": true, "text": "***"}.
func (p Part) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Origin Origin `json:"origin"`
		Secret bool   `json:"secret"`
		Text   string `json:"text"`
	}{p.Origin, p.Secret, p.Masked()})
}

// A Text is put together of parts. fmt shows it as [Text.Masked] does; slog and JSON have its
// parts.
type Text []Part

// Masked returns the text with [awsapi.Redacted] in the place of every secret part.
func (t Text) Masked() string { return t.show(Part.Masked) }

// Reveal returns the text that is sent.
func (t Text) Reveal() string { return t.show(func(p Part) string { return *p.text }) }

func (t Text) show(text func(Part) string) string {
	var b strings.Builder
	for _, p := range t {
		b.WriteString(text(p))
	}
	return b.String()
}

// Format writes the masked text, whatever the verb.
func (t Text) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, t.Masked()) }

// add appends a text that may be shown. It extends the last part when that has the same origin.
func (t *Text) add(from Origin, text string) {
	last := len(*t) - 1
	if last >= 0 && (*t)[last].Origin == from && !(*t)[last].Secret {
		(*t)[last].text = new(*(*t)[last].text + text)
		return
	}
	if text != "" {
		*t = append(*t, Part{Origin: from, text: &text})
	}
}

// hide appends a text that may not be shown.
func (t *Text) hide(from Origin, text string) {
	*t = append(*t, Part{Origin: from, Secret: true, text: &text})
}

// join appends another text.
func (t *Text) join(other Text) {
	for _, p := range other {
		if p.Secret {
			*t = append(*t, p)
		} else {
			t.add(p.Origin, *p.text)
		}
	}
}

// addValue appends the value of a parameter in an encoding.
func (t *Text) addValue(p parameter, encode func(string) string) {
	if text := encode(p.Value.Reveal()); p.IsValueSecret {
		t.hide(p.origin, text)
	} else {
		t.add(p.origin, text)
	}
}

// size is the length in bytes of the text that is sent.
func (t Text) size() (n int) {
	for _, p := range t {
		n += len(*p.text)
	}
	return n
}
