package pattern

import (
	"strconv"
	"strings"
	"unicode/utf16"
)

// content returns the current token's text: of a string what is in it, of everything else what is
// written. It reads the string, so that the position is behind it.
func (s *scanner) content() (string, error) {
	if !s.unread {
		return s.word, nil
	}
	return s.word, s.read()
}

// read reads the current string.
func (s *scanner) read() error {
	s.unread = false
	word, err := s.quoted("string value", ": was expecting closing quote for a string value")
	s.word = word
	return err
}

// readName reads the name that begins with the character.
func (s *scanner) readName(c rune) error {
	if c != '"' {
		return s.unexpected(c, "was expecting double-quote to start field name")
	}
	name, err := s.quoted("name", " in field name")
	s.name = name
	return err
}

// quoted reads up to the closing quote and returns what is before it.
// The parameters are what errors call the text and how they say that it is cut off.
func (s *scanner) quoted(what, cut string) (string, error) {
	if plain := s.plain(); plain >= 0 {
		word := s.text[s.at : s.at+plain]
		s.at += plain + 1
		return word, nil
	}
	var b strings.Builder
	for {
		c := s.take()
		switch {
		case c == '"':
			return b.String(), nil
		case c == endOfText:
			return "", s.fail("Unexpected end-of-input" + cut)
		case c < ' ':
			return "", s.fail("Illegal unquoted character (" + described(c) +
				"): has to be escaped using backslash to be included in " + what)
		case c == '\\':
			var err error
			if c, err = s.escaped(); err != nil {
				return "", err
			}
		}
		b.WriteRune(c)
	}
}

// plain returns how many bytes there are up to the closing quote, or -1 where they are not to be
// taken as they stand.
func (s *scanner) plain() int {
	for i := s.at; i < len(s.text); i++ {
		switch c := s.text[i]; {
		case c == '"':
			return i - s.at
		case c == '\\' || c < ' ':
			return -1
		}
	}
	return -1
}

// escapes are the characters that a backslash can stand before, and what they mean then.
var escapes = map[rune]rune{
	'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t',
}

// escaped reads what follows a backslash. Halves of a character outside the Basic Multilingual
// Plane are joined; one that stands alone is read as U+FFFD.
func (s *scanner) escaped() (rune, error) {
	c := s.take()
	if plain, ok := escapes[c]; ok {
		return plain, nil
	}
	switch c {
	case endOfText:
		return 0, s.fail("Unexpected end-of-input in character escape sequence")
	case 'u':
		return s.unit()
	}
	return 0, s.fail("Unrecognized character escape " + described(c))
}

// unit reads four hexadecimal digits, and those of the second half where they are the first half of
// a character.
func (s *scanner) unit() (rune, error) {
	first, err := s.hexadecimal()
	if err != nil || !utf16.IsSurrogate(first) || !strings.HasPrefix(s.text[s.at:], `\u`) {
		return first, err
	}
	behind := s.at
	s.at += len(`\u`)
	second, err := s.hexadecimal()
	if err != nil {
		return 0, err
	}
	joined := utf16.DecodeRune(first, second)
	if joined == '\uFFFD' {
		s.at = behind
	}
	return joined, nil
}

func (s *scanner) hexadecimal() (rune, error) {
	from := s.at
	for range 4 {
		c := s.take()
		if c == endOfText {
			return 0, s.fail("Unexpected end-of-input in character escape sequence")
		}
		if _, err := strconv.ParseUint(string(c), 16, 8); err != nil {
			return 0, s.unexpected(c, "expected a hex-digit for character escape sequence")
		}
	}
	n, err := strconv.ParseUint(s.text[from:s.at], 16, 16)
	return rune(n), err
}
