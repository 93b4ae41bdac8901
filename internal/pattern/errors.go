package pattern

import (
	"fmt"
	"unicode"
	"unicode/utf16"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// invalid is RECORDED. The reason ends with the position where one is known.
func invalid(reason string) error {
	return awsapi.Errorf("InvalidEventPatternException",
		"Event pattern is not valid. Reason: %s", reason)
}

// errInternal is RECORDED of a list without members inside anything-but's prefix, suffix, wildcard
// or equals-ignore-case: AWS fails without a message.
func errInternal() error {
	return &awsapi.Error{Code: "InternalFailure", Status: 500}
}

// errEvent and errTime are RECORDED.
func errEvent() error { return awsapi.Validation("Parameter Event is not valid.") }

func errTime() error {
	return awsapi.Validation("Parameter Event is not valid. Reason: Invalid time.")
}

// A refusal is why a pattern is not valid, in AWS's words.
type refusal string

func (r refusal) Error() string { return string(r) }

const (
	// tooComplex is RECORDED.
	tooComplex refusal = "Rule is too complex - try using fewer wildcard characters " +
		"or fewer repeating character sequences after a wildcard character"
	// tooMany is RECORDED.
	tooMany refusal = "Or operator is producing over 1000 rule combinations"
)

// fail is the refusal with the position that the scanner has reached.
func (s *scanner) fail(reason string) error {
	return refusal(reason + "\n at " + s.place(s.at))
}

// unexpected is the refusal of a character.
func (s *scanner) unexpected(c rune, comment string) error {
	return s.fail("Unexpected character (" + described(c) + "): " + comment)
}

// over is the end of the text, which is wrong where something is open.
func (s *scanner) over() error {
	s.kind = tokenEnd
	if len(s.scopes) == 0 {
		return nil
	}
	inner := s.scope()
	return s.fail(fmt.Sprintf("Unexpected end-of-input: "+
		"expected close marker for %s (start marker at %s)", inner, s.place(inner.start)))
}

// misclosed is the refusal of a mark that closes something else than what is open.
func (s *scanner) misclosed(c rune, inner scope) error {
	other := '}'
	if c == '}' {
		other = ']'
	}
	return s.fail(fmt.Sprintf("Unexpected close marker '%c': expected '%c' (for %s starting at %s)",
		c, other, inner, s.place(inner.start)))
}

// String is what Jackson calls the scope.
func (o scope) String() string {
	switch o.kind {
	case tokenObject:
		return "Object"
	case tokenList:
		return "Array"
	}
	return "root"
}

// described is Jackson's description of a character.
func described(c rune) string {
	switch {
	case unicode.IsControl(c):
		return fmt.Sprintf("(CTRL-CHAR, code %d)", c)
	case c > 255:
		return fmt.Sprintf("'%c' (code %d / 0x%x)", c, c, c)
	}
	return fmt.Sprintf("'%c' (code %d)", c, c)
}

// place is the position of an offset, with the text; nothing is open at -1. Lines and columns count
// from 1; a column is a UTF-16 unit.
func (s *scanner) place(at int) string {
	line, column := 1, 1
	if at < 0 {
		column = 0
	}
	for i, c := range s.text[:max(at, 0)] {
		switch {
		case i >= s.lines:
			column += utf16.RuneLen(c) // a line ends only between tokens
		case c == '\n' && i > 0 && s.text[i-1] == '\r':
			column = 1
		case c == '\n' || c == '\r':
			line, column = line+1, 1
		default:
			column += utf16.RuneLen(c)
		}
	}
	return fmt.Sprintf(
		"[Source: (String)%s; line: %d, column: %d]", awsapi.Snippet(s.text), line, column,
	)
}
