package pattern

import (
	"math"
	"strconv"
	"strings"
)

// numeric reads ["=", n], [">", n], ["<=", n], … or a lower and an upper bound: [">", n, "<=", n].
func (c *compiler) numeric() (matcher, error) {
	if c.kind != tokenList {
		return nil, c.fail("Value of numeric must be an array.")
	}
	m, err := c.comparison()
	if err != nil {
		return nil, err
	}
	return m, c.closed(elements)
}

// comparison reads the members of a numeric list, and its end.
func (c *compiler) comparison() (matcher, error) {
	if err := c.next(); err != nil {
		return nil, err
	}
	operator, err := c.content()
	if err != nil {
		return nil, err
	}
	if c.kind != tokenString {
		return nil, c.fail("Invalid member in numeric match: " + operator)
	}
	if err := c.next(); err != nil {
		return nil, err
	}
	if !strings.Contains(" = < <= > >= ", " "+operator+" ") {
		return nil, c.fail("Unrecognized numeric range operator: " + operator)
	}
	text, err := c.bound(operator)
	if err != nil {
		return nil, err
	}
	if operator[0] == '>' && c.kind != tokenListEnd {
		return c.upper(text, operator == ">")
	}
	if c.kind != tokenListEnd {
		return nil, c.fail(elements)
	}
	return c.oneSided(operator, text)
}

// bound returns the number that the operator compares with, and goes on behind it.
func (c *compiler) bound(operator string) (string, error) {
	if !c.kind.number() {
		if operator == "=" {
			operator = "equals"
		}
		return "", c.fail("Value of " + operator + " must be numeric")
	}
	text := c.word
	return text, c.next()
}

// oneSided makes the matcher of one comparison.
func (c *compiler) oneSided(operator, text string) (matcher, error) {
	n, err := c.compared(text)
	if err != nil {
		return nil, err
	}
	switch operator {
	case "=":
		return number(n), nil
	case ">", ">=":
		return c.between(numberRange{bottom: n, top: math.MaxFloat64, openBottom: operator == ">"})
	}
	return c.between(numberRange{bottom: -math.MaxFloat64, top: n, openTop: operator == "<"})
}

// upper reads the upper bound behind a lower one, from its operator on.
func (c *compiler) upper(text string, open bool) (matcher, error) {
	operator, err := c.content()
	if err != nil {
		return nil, err
	}
	if c.kind != tokenString {
		return nil, c.fail("Bad value in numeric range: " + operator)
	}
	if operator != "<" && operator != "<=" {
		return nil, c.fail("Bad numeric range operator: " + operator)
	}
	if err := c.next(); err != nil {
		return nil, err
	}
	topText, err := c.bound(operator)
	if err != nil {
		return nil, err
	}
	if c.kind != tokenListEnd {
		return nil, c.fail("Too many terms in numeric range expression")
	}
	bottom, err := c.compared(text)
	if err != nil {
		return nil, err
	}
	top, err := c.compared(topText)
	if err != nil {
		return nil, err
	}
	return c.between(numberRange{bottom, top, open, operator == "<"})
}

func (c *compiler) between(r numberRange) (matcher, error) {
	if r.bottom >= r.top {
		return nil, c.fail("Bottom must be less than top")
	}
	return r, nil
}

// compared reads a number that values are compared with.
func (c *compiler) compared(text string) (float64, error) {
	n, ok := exactNumber(text)
	if !ok {
		return 0, c.fail(incomparable(text).Error())
	}
	return n, nil
}

// equalNumber is the matcher of a number in a field's list: a number that cannot be compared
// matches its own spelling.
func equalNumber(text string) matcher {
	if n, ok := exactNumber(text); ok {
		return number(n)
	}
	return exact(text)
}

// number matches an equal number, and numberRange one between its bounds.
type (
	number      float64
	numberRange struct {
		bottom, top         float64
		openBottom, openTop bool
	}
)

func (n number) match(v *value) bool { return v.numeric && v.number == float64(n) }

func (r numberRange) match(v *value) bool {
	if !v.numeric || v.number < r.bottom || v.number > r.top {
		return false
	}
	return !(r.openBottom && v.number == r.bottom || r.openTop && v.number == r.top)
}

// exactNumber returns the number, if a double of 64 bits holds it without loss: its shortest
// spelling is the same number. RECORDED: 9007199254740993, 1.0000000000000001, 1e309 and 1e-400
// cannot be compared.
func exactNumber(text string) (n float64, ok bool) {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0, false
	}
	digits, exponent, ok := decimal(text)
	shortest, same, _ := decimal(strconv.FormatFloat(n, 'e', -1, 64))
	return n, ok && digits == shortest && exponent == same
}

// decimal returns the digits of a number without zeros around them, and the power of ten of the
// last of them. It is not ok with an exponent that is out of all proportion.
func decimal(text string) (digits string, exponent int, ok bool) {
	mantissa, power, scientific := strings.Cut(strings.ToLower(strings.TrimPrefix(text, "-")), "e")
	if scientific {
		n, err := strconv.Atoi(power)
		if err != nil {
			return "", 0, false
		}
		exponent = n
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits = strings.TrimRight(whole+fraction, "0")
	exponent += len(whole) - len(digits)
	digits = strings.TrimLeft(digits, "0")
	if digits == "" {
		exponent = 0
	}
	return digits, exponent, true
}

// incomparable is RECORDED.
func incomparable(text string) refusal { return refusal("Cannot compare number : " + text) }
