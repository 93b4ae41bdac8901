package control

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// longestGlob is the length of the longest glob, in bytes. Go's regular expressions match in a time
// that grows with the length of the glob and that of the text, not faster.
const longestGlob = 512

// A glob matches whole texts: * stands for any text, ? for one character, and an empty glob is like
// *.
type glob struct{ re *regexp.Regexp }

func newGlob(text string) glob {
	if text == "" {
		return glob{}
	}
	quoted := regexp.QuoteMeta(strings.ToValidUTF8(text, string(utf8.RuneError)))
	quoted = strings.NewReplacer(`\*`, `.*`, `\?`, `.`).Replace(quoted)
	return glob{regexp.MustCompile(`(?s)\A` + quoted + `\z`)}
}

func (g glob) match(text string) bool { return g.re == nil || g.re.MatchString(text) }

// checkGlob says why a text cannot be a glob.
func checkGlob(text string) error {
	switch {
	case len(text) > longestGlob:
		return fmt.Errorf("it is longer than %d bytes", longestGlob)
	case !utf8.ValidString(text):
		return fmt.Errorf("%q is no UTF-8", text)
	}
	return nil
}
