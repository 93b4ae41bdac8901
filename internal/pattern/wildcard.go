package pattern

import (
	"fmt"
	"strings"
)

func (c *compiler) wildcard() (matcher, error) {
	if c.kind != tokenString {
		return nil, c.fail("wildcard match pattern must be a string")
	}
	text, err := c.content()
	if err != nil {
		return nil, err
	}
	m, err := newWildcard(quote(text))
	if err != nil {
		return nil, c.fail(err.Error())
	}
	return m, c.closed(oneKey)
}

// A wildcard is the texts between its asterisks, each of which stands for any text.
type wildcard []string

// newWildcard reads a quoted text. A backslash takes the meaning from an asterisk or a backslash.
// The positions of its errors count bytes, and the quote is the first.
func newWildcard(quoted string) (wildcard, error) {
	w := wildcard{""}
	for i := 0; i < len(quoted); i++ {
		c := quoted[i]
		switch {
		case c == '*' && quoted[i+1] == '*':
			return nil, refusal(fmt.Sprintf("Consecutive wildcard characters at pos %d", i))
		case c == '*':
			w = append(w, "")
			continue
		case c == '\\' && quoted[i+1] != '*' && quoted[i+1] != '\\':
			return nil, refusal(fmt.Sprintf("Invalid escape character at pos %d", i))
		case c == '\\':
			i++
		}
		w[len(w)-1] += quoted[i : i+1]
	}
	return w, nil
}

// match looks for each text at the first place where it can be, which is as good as any.
func (w wildcard) match(v *value) bool {
	first, last := w[0], w[len(w)-1]
	if len(w) == 1 {
		return v.text == first
	}
	text, ok := strings.CutPrefix(v.text, first)
	if !ok {
		return false
	}
	if text, ok = strings.CutSuffix(text, last); !ok {
		return false
	}
	for _, part := range w[1 : len(w)-1] {
		if _, text, ok = strings.Cut(text, part); !ok {
			return false
		}
	}
	return true
}
