package awsapi

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
)

// Snippet is the beginning of a JSON text, in quotes and of 500 UTF-16 units at most, as Jackson
// shows it behind (String). INFERRED: no AWS error of a longer text is recorded.
func Snippet(text string) string {
	const longest = 500
	units := utf16.Encode([]rune(text))
	shown := string(utf16.Decode(units[:min(longest, len(units))]))
	var b strings.Builder
	for _, c := range shown {
		if unicode.IsControl(c) && c != '\r' && c != '\n' {
			fmt.Fprintf(&b, `\u%04X`, c)
			continue
		}
		b.WriteRune(c)
	}
	if len(units) <= longest {
		return `"` + b.String() + `"`
	}
	return fmt.Sprintf(`"%s"[truncated %d chars]`, b.String(), len(units)-longest)
}
