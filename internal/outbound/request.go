package outbound

import (
	"strings"

	"github.com/eventbridge-connections/emulator/internal/invocation"
)

// appendRequest writes the request as HTTP/1.1, with the names of headers spelled as they are.
func appendRequest(out []byte, m invocation.Message, target string) []byte {
	out = append(out, m.Method+" "+target+" HTTP/1.1\r\n"...)
	for _, f := range m.Headers {
		out = append(out, f.Name+": "+f.Value+"\r\n"...)
	}
	return append(out, "\r\n"+m.Body...)
}

// isSendable tells whether the request is one request of HTTP: no part of its first line ends that
// part, and no header ends its line.
func isSendable(m invocation.Message, target string) bool {
	if m.Method == "" || strings.ContainsFunc(m.Method+target, isSpace) {
		return false
	}
	for _, f := range m.Headers {
		if strings.ContainsAny(f.Name+f.Value, "\r\n\x00") {
			return false
		}
	}
	return true
}

// isSpace tells whether the character is a space or one that HTTP takes for none of a text's.
func isSpace(c rune) bool { return c <= ' ' || c == 0x7f }
