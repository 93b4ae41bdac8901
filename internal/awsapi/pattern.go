package awsapi

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"sync"
)

// A Pattern is a regular expression of the model that must match a whole value.
type Pattern struct {
	Text    string // as in the model: what messages show
	matcher func() func(string) bool
}

// NewPattern makes a pattern that Java and RE2 read alike.
func NewPattern(text string) *Pattern { return NewPatternAs(text, text) }

// NewPatternAs makes a pattern that is shown as text and matches what the RE2 expression does.
// It is compiled at its first use, since most programs use few.
func NewPatternAs(text, expression string) *Pattern {
	return &Pattern{Text: text, matcher: sync.OnceValue(func() func(string) bool {
		if set := setOf(expression); set != nil {
			return set.fill
		}
		return regexp.MustCompile(`\A(?:` + expression + `)\z`).MatchString
	})}
}

// Match tells whether the whole value fits, as Java's matches does.
func (p *Pattern) Match(value string) bool { return p.matcher()(value) }

// A set of ASCII characters, one or more of which make a name: the pattern that every call has to
// pass.
type set [128]bool

// setOf is the set of an expression such as [A-Za-z]+, or nil for every other expression.
func setOf(expression string) *set {
	e, err := syntax.Parse(expression, syntax.Perl)
	if err != nil || e.Op != syntax.OpPlus || e.Sub[0].Op != syntax.OpCharClass {
		return nil
	}
	s := new(set)
	for ranges := e.Sub[0].Rune; len(ranges) > 0; ranges = ranges[2:] {
		if ranges[1] >= rune(len(s)) {
			return nil
		}
		for c := ranges[0]; c <= ranges[1]; c++ {
			s[c] = true
		}
	}
	return s
}

// fill tells whether the value is made of the set's characters, and of at least one.
func (s *set) fill(value string) bool {
	return value != "" && !strings.ContainsFunc(
		value, func(c rune) bool { return c >= rune(len(s)) || !s[c] },
	)
}
