package pattern

import "unicode"

// value reads the beginning of the value whose first character was taken: all of a number or
// literal, and of a string, an object or a list no more than that character.
func (s *scanner) value(c rune) (kind, error) {
	s.start, s.word = s.at-1, string(c)
	switch c {
	case '"':
		return tokenString, nil
	case '{':
		return tokenObject, nil
	case '[':
		return tokenList, nil
	case 't':
		return s.literal("true", tokenTrue)
	case 'f':
		return s.literal("false", tokenFalse)
	case 'n':
		return s.literal("null", tokenNull)
	case 'N':
		return s.foreign("NaN")
	case 'I':
		return s.foreign("Infinity")
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return s.number(c)
	}
	return 0, s.noValue(c)
}

// noValue is the error of a character that begins no value.
func (s *scanner) noValue(c rune) error {
	if identifierStart(c) {
		return s.unrecognized(string(c))
	}
	switch c {
	case '}':
		return s.unexpected(c, "expected a value")
	case '+':
		if s.take() == endOfText {
			return s.fail("Unexpected end-of-input in a Number value")
		}
		return s.badNumber(c, "JSON spec does not allow numbers to have plus signs: "+
			"enable `JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS` to allow")
	}
	return s.unexpected(c, "expected a valid value "+values)
}

// literal reads the rest of the word.
func (s *scanner) literal(word string, k kind) (kind, error) {
	for i := 1; i < len(word); i++ {
		if s.peek() != rune(word[i]) {
			return 0, s.unrecognized(word[:i])
		}
		s.at++
	}
	if c := s.peek(); c >= '0' && identifierPart(c) { // Jackson lets what is below a digit be
		return 0, s.unrecognized(word)
	}
	s.word = word
	return k, nil
}

// foreign is the error of a word that other dialects of JSON have.
func (s *scanner) foreign(word string) (kind, error) {
	if _, err := s.literal(word, tokenEnd); err != nil {
		return 0, err
	}
	return 0, s.fail("Non-standard token '" + word +
		"': enable `JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS` to allow")
}

// unrecognized is the error of a word that JSON does not have; it takes in what is left of it.
func (s *scanner) unrecognized(word string) error {
	const longest = 256
	for identifierPart(s.peek()) {
		word += string(s.take())
		if len(word) >= longest {
			word += "..."
			break
		}
	}
	return s.fail("Unrecognized token '" + word + "': was expecting " + values)
}

// values is Jackson's list of what a value can be.
const values = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')"

// number reads the rest of a number.
func (s *scanner) number(c rune) (kind, error) {
	if c == '-' {
		if c = s.take(); !digit(c) {
			return 0, s.unsigned(c)
		}
	}
	if c == '0' && digit(s.peek()) {
		return 0, s.fail("Invalid numeric value: Leading zeroes not allowed")
	}
	s.digits()
	k, err := s.fraction(c == '0')
	s.word = s.text[s.start:s.at]
	if err == nil && len(s.scopes) == 0 {
		err = s.apart()
	}
	return k, err
}

// unsigned is the error of a minus without a digit.
func (s *scanner) unsigned(c rune) error {
	switch c {
	case endOfText:
		return s.fail("Unexpected end-of-inputNo digit following minus sign")
	case '.':
		return s.unexpected(c, "expected a valid value "+values)
	}
	return s.badNumber(c, "expected digit (0-9) to follow minus sign, for valid numeric value")
}

// apart passes the white space that has to follow a number that nothing encloses.
func (s *scanner) apart() error {
	switch c := s.take(); c {
	case endOfText, ' ', '\t':
		return nil
	case '\n':
		s.lines = s.at
		return nil
	case '\r':
		s.at-- // Jackson looks for a line feed first
		return nil
	default:
		return s.unexpected(c, "Expected space separating root-level values")
	}
}

// fraction reads what a number has behind its integer part, which may be a mere zero.
func (s *scanner) fraction(zero bool) (kind, error) {
	k, integer := tokenInteger, s.at
	if s.peek() == '.' {
		s.at++
		k = tokenFloat
		if s.digits() == 0 {
			return 0, s.unfinished(zero, integer, "Decimal point not followed by a digit")
		}
	}
	if c := s.peek(); c != 'e' && c != 'E' {
		return k, nil
	}
	s.at++
	if c := s.peek(); c == '+' || c == '-' {
		s.at++
	}
	if s.digits() == 0 {
		return 0, s.unfinished(zero, integer, "Exponent indicator not followed by a digit")
	}
	return tokenFloat, nil
}

// unfinished is the error of a number that lacks digits. Jackson reads on from a zero character by
// character, and from any other integer part in one go, which leaves its position there.
func (s *scanner) unfinished(zero bool, integer int, why string) error {
	c := s.take()
	switch {
	case c != endOfText && !zero:
		s.at = integer + 1
	case c == endOfText && s.text[s.at-1] == '.':
		c = '.'
	case c == endOfText:
		return s.fail("Unexpected end-of-inputexpected a digit for number exponent")
	}
	return s.badNumber(c, why)
}

// badNumber is the error of a character in a number.
func (s *scanner) badNumber(c rune, why string) error {
	return s.fail("Unexpected character (" + described(c) + ") in numeric value: " + why)
}

// digits passes digits, and returns how many.
func (s *scanner) digits() (n int) {
	for digit(s.peek()) {
		s.at++
		n++
	}
	return n
}

func digit(c rune) bool { return c >= '0' && c <= '9' }

// identifierStart tells whether a word of Java can begin with the character.
func identifierStart(c rune) bool {
	return c >= 0 && (unicode.IsLetter(c) || unicode.In(c, unicode.Nl, unicode.Sc, unicode.Pc))
}

// identifierPart tells whether a word of Java can go on with the character.
func identifierPart(c rune) bool {
	return identifierStart(c) || unicode.In(c, unicode.Nd, unicode.Mc, unicode.Mn, unicode.Cf) ||
		unicode.IsControl(c) && (c < '\t' || c > '\r') && (c < 0x1c || c > 0x1f)
}
