package awsapi

import (
	"regexp"
	"sync"
)

// A Pattern is a regular expression of the model that must match a whole value.
type Pattern struct {
	Text    string // as in the model: what messages show
	matcher func() *regexp.Regexp
}

// NewPattern makes a pattern that Java and RE2 read alike.
func NewPattern(text string) *Pattern { return NewPatternAs(text, text) }

// NewPatternAs makes a pattern that is shown as text and matches what the RE2 expression does.
// It is compiled at its first use, since most programs use few.
func NewPatternAs(text, expression string) *Pattern {
	return &Pattern{Text: text, matcher: sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\A(?:` + expression + `)\z`)
	})}
}

// Match tells whether the whole value fits, as Java's matches does.
func (p *Pattern) Match(value string) bool { return p.matcher().MatchString(value) }
