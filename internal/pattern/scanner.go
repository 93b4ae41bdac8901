package pattern

import (
	"fmt"
	"unicode/utf8"
)

// A kind is what a token is.
type kind int

const (
	tokenEnd kind = iota // the text is over
	tokenObject
	tokenObjectEnd
	tokenList
	tokenListEnd
	tokenName
	tokenString
	tokenInteger
	tokenFloat
	tokenTrue
	tokenFalse
	tokenNull
)

func (k kind) number() bool { return k == tokenInteger || k == tokenFloat }

// A scanner reads JSON token by token in the way of Jackson, whose positions and words AWS's errors
// have: a name is read together with the beginning of its value, and a string is passed over only
// when it is asked for or left behind. INFERRED from the positions of AWS's errors.
type scanner struct {
	text   string
	at     int     // the offset of the byte behind what was read
	limit  int     // how deep objects and lists may lie in each other
	scopes []scope // the objects and lists that are open

	kind    kind   // the current token
	name    string // the last name
	word    string // the current number, literal or mark; a string once it is read
	unread  bool   // whether the current string is still to be read
	pending kind   // the value that follows a name
	start   int    // the offset of the first byte of the last value
	lines   int    // the offset behind the last end of a line that lay between tokens
}

// A scope is an object or list that is open.
type scope struct {
	kind  kind
	start int  // the offset of its mark
	comma bool // whether a comma is due before what comes next
}

func newScanner(text string, limit int) *scanner {
	return &scanner{text: text, limit: limit}
}

// next moves on to the next token.
func (s *scanner) next() error {
	if s.kind == tokenName {
		return s.deliver(s.pending)
	}
	if s.unread {
		if err := s.read(); err != nil {
			return err
		}
	}
	c, err := s.visible()
	switch {
	case err != nil:
		return err
	case c == endOfText:
		return s.over()
	case c == '}' || c == ']':
		return s.closeScope(c)
	}
	return s.entry(c)
}

// entry reads what begins with the character: a name and the beginning of its value, or the
// beginning of a value.
func (s *scanner) entry(c rune) error {
	c, err := s.passComma(c)
	if err != nil {
		return err
	}
	if s.scope().kind != tokenObject {
		k, err := s.value(c)
		if err != nil {
			return err
		}
		return s.deliver(k)
	}
	if err := s.readName(c); err != nil {
		return err
	}
	if c, err = s.passColon(); err != nil {
		return err
	}
	s.pending, err = s.value(c)
	s.kind = tokenName
	return err
}

// deliver makes the value the current token.
func (s *scanner) deliver(k kind) error {
	s.kind, s.unread = k, k == tokenString
	if k != tokenObject && k != tokenList {
		return nil
	}
	s.scopes = append(s.scopes, scope{kind: k, start: s.start})
	if len(s.scopes) > s.limit {
		return s.fail(fmt.Sprintf("Document nesting depth (%d) exceeds the maximum allowed (%d, "+
			"from `StreamReadConstraints.getMaxNestingDepth()`)", len(s.scopes), s.limit))
	}
	return nil
}

// scope is the innermost object or list that is open, or none.
func (s *scanner) scope() scope {
	if len(s.scopes) == 0 {
		return scope{start: -1}
	}
	return s.scopes[len(s.scopes)-1]
}

// closeScope ends the innermost object or list.
func (s *scanner) closeScope(c rune) error {
	inner := s.scope()
	if c != inner.closer() {
		return s.misclosed(c, inner)
	}
	s.scopes = s.scopes[:len(s.scopes)-1]
	s.word, s.kind = string(c), tokenObjectEnd
	if c == ']' {
		s.kind = tokenListEnd
	}
	return nil
}

func (o scope) closer() rune {
	switch o.kind {
	case tokenObject:
		return '}'
	case tokenList:
		return ']'
	}
	return endOfText
}

// passComma reads the comma that is due before an entry, and returns the character behind it.
func (s *scanner) passComma(c rune) (rune, error) {
	if len(s.scopes) == 0 {
		return c, nil
	}
	inner := &s.scopes[len(s.scopes)-1]
	due := inner.comma
	inner.comma = true
	if !due {
		return c, nil
	}
	if c != ',' {
		return 0, s.unexpected(c, "was expecting comma to separate "+inner.String()+" entries")
	}
	return s.within()
}

// passColon reads the colon behind a name, and returns the first character of the value.
func (s *scanner) passColon() (rune, error) {
	c, err := s.within()
	if err != nil {
		return 0, err
	}
	if c != ':' {
		return 0, s.unexpected(c, "was expecting a colon to separate field name and value")
	}
	return s.within()
}

// within returns the next visible character, where the text must not end.
func (s *scanner) within() (rune, error) {
	c, err := s.visible()
	if err == nil && c == endOfText {
		inner := s.scope()
		return 0, s.fail(fmt.Sprintf("Unexpected end-of-input within/between %s entries", inner))
	}
	return c, err
}

// endOfText stands for a character where there is none.
const endOfText rune = -1

// visible returns the next character that is no white space, or endOfText.
func (s *scanner) visible() (rune, error) {
	for {
		c := s.take()
		switch {
		case c == ' ' || c == '\t':
		case c == '\n' || c == '\r':
			s.lines = s.at
		case c >= 0 && c < ' ':
			return 0, s.fail("Illegal character (" + described(c) +
				`): only regular white space (\r, \n, \t) is allowed between tokens`)
		case c == '/':
			return 0, s.unexpected(c, "maybe a (non-standard) comment? (not recognized as one "+
				"since Feature 'ALLOW_COMMENTS' not enabled for parser)")
		default:
			return c, nil
		}
	}
}

// take returns the next character, whatever it is, or endOfText.
func (s *scanner) take() rune {
	c, size := s.decode()
	s.at += size
	return c
}

// peek returns the next character without passing it.
func (s *scanner) peek() rune {
	c, _ := s.decode()
	return c
}

func (s *scanner) decode() (c rune, size int) {
	if c, size = utf8.DecodeRuneInString(s.text[s.at:]); size == 0 {
		return endOfText, 0
	}
	return c, size
}
