package pattern

import "strings"

// list reads the list of a field.
func (c *compiler) list(f *field) error {
	for {
		if err := c.next(); err != nil {
			return err
		}
		if c.kind == tokenListEnd {
			break
		}
		m, err := c.element()
		if err != nil {
			return err
		}
		if _, ok := m.(absence); ok {
			f.absent = true
			continue
		}
		f.matches = append(f.matches, m)
	}
	if len(f.matches) == 0 && !f.absent {
		return c.fail("Empty arrays are not allowed")
	}
	return nil
}

// element reads an element of a field's list.
func (c *compiler) element() (matcher, error) {
	switch c.kind {
	case tokenObject:
		return c.expression()
	case tokenString:
		return c.plain()
	case tokenInteger, tokenFloat:
		return equalNumber(c.word), nil
	case tokenTrue, tokenFalse, tokenNull:
		return exact(c.word), nil
	}
	return nil, c.fail("Match value must be String, number, true, false, or null")
}

// plain reads a string, which matches an IP address in all its spellings if it is one.
func (c *compiler) plain() (matcher, error) {
	text, err := c.content()
	if err != nil {
		return nil, err
	}
	if address, ok := addressDigits(text); ok {
		return addressRange{bottom: address, top: address}, nil
	}
	return exact(quote(text)), nil
}

// operators are the names of match expressions. Each function starts at the value of its name.
var operators = map[string]func(*compiler) (matcher, error){
	"exactly":            (*compiler).exactly,
	"prefix":             (*compiler).prefix,
	"suffix":             (*compiler).suffix,
	"equals-ignore-case": (*compiler).equalsIgnoreCase,
	"wildcard":           (*compiler).wildcard,
	"cidr":               (*compiler).cidr,
	"exists":             (*compiler).exists,
	"numeric":            (*compiler).numeric,
	"anything-but":       (*compiler).anythingBut,
}

// expression reads a match expression, such as {"prefix":"a"}.
func (c *compiler) expression() (matcher, error) {
	if err := c.next(); err != nil {
		return nil, err
	}
	if c.kind != tokenName {
		return nil, c.fail("Match expression name not found")
	}
	operator, ok := operators[c.name]
	if !ok {
		return nil, c.fail("Unrecognized match type " + c.name)
	}
	if err := c.next(); err != nil {
		return nil, err
	}
	return operator(c)
}

// closed reads the end of an object that has one key.
func (c *compiler) closed(refused string) error {
	if err := c.next(); err != nil {
		return err
	}
	if c.kind != tokenObjectEnd {
		return c.fail(refused)
	}
	return nil
}

const (
	oneKey   = "Only one key allowed in match expression"
	elements = "Too many elements in numeric expression" // also said of anything-but
)

// operand reads the string that an operator asks for. Only its end may follow, as many times as
// there are objects.
func (c *compiler) operand(refused string, objects int) (string, error) {
	if c.kind != tokenString {
		return "", c.fail(refused)
	}
	text, err := c.content()
	for range objects {
		if err == nil {
			err = c.closed(oneKey)
		}
	}
	return text, err
}

func (c *compiler) exactly() (matcher, error) {
	text, err := c.operand("exact match pattern must be a string", 1)
	return exact(quote(text)), err
}

func (c *compiler) prefix() (matcher, error) {
	if c.kind == tokenObject {
		text, err := c.ignoringCase("prefix", "Prefix")
		return folded(quote(text)).prefix(), err
	}
	text, err := c.operand("prefix match pattern must be a string", 1)
	return prefix(`"` + text), err
}

func (c *compiler) suffix() (matcher, error) {
	if c.kind == tokenObject {
		text, err := c.ignoringCase("suffix", "Suffix")
		return folded(quote(text)).suffix(), err
	}
	text, err := c.operand("suffix match pattern must be a string", 1)
	return suffix(text + `"`), err
}

// ignoringCase reads {"equals-ignore-case":"…"}, the other thing that prefix and suffix can ask
// for.
func (c *compiler) ignoringCase(operator, capital string) (string, error) {
	if err := c.next(); err != nil {
		return "", err
	}
	if c.kind != tokenName {
		return "", c.fail(capital + " expression name not found")
	}
	if c.name != "equals-ignore-case" {
		return "", c.fail("Unsupported " + operator + " pattern: " + c.name)
	}
	if err := c.next(); err != nil {
		return "", err
	}
	return c.operand("equals-ignore-case match pattern must be a string", 2)
}

func (c *compiler) equalsIgnoreCase() (matcher, error) {
	text, err := c.operand("equals-ignore-case match pattern must be a string", 1)
	return folded(quote(text)), err
}

func (c *compiler) exists() (matcher, error) {
	wanted := c.kind == tokenTrue
	if !wanted && c.kind != tokenFalse {
		return nil, c.fail("exists match pattern must be either true or false.")
	}
	if err := c.closed(oneKey); err != nil {
		return nil, err
	}
	if wanted {
		return presence{}, nil
	}
	return absence{}, nil
}

// The matchers of texts compare a value's text, in which a string stands with its quotes.
type (
	exact    string
	prefix   string
	suffix   string
	presence struct{}
	absence  struct{} // matches no value: a field has it in its own way
)

func (e exact) match(v *value) bool  { return v.text == string(e) }
func (p prefix) match(v *value) bool { return strings.HasPrefix(v.text, string(p)) }
func (s suffix) match(v *value) bool { return strings.HasSuffix(v.text, string(s)) }
func (presence) match(*value) bool   { return true }
func (absence) match(*value) bool    { return false }

// quote puts the quotes around a text that tell a string from a number or literal.
func quote(text string) string { return `"` + text + `"` }
