package pattern

import "slices"

// anythingBut reads a string, a number, a list of one of them, or an object with one of the
// operators of butOperators.
func (c *compiler) anythingBut() (matcher, error) {
	if c.kind != tokenObject {
		return c.butValues()
	}
	if err := c.next(); err != nil {
		return nil, err
	}
	if c.kind != tokenName {
		return nil, c.fail("Anything-But expression name not found")
	}
	operator, ok := butOperators[c.name]
	if !ok {
		return nil, c.fail("Unsupported anything-but pattern: " + c.name)
	}
	if err := c.next(); err != nil {
		return nil, err
	}
	return c.butOperands(operator)
}

// butOperator is an operator within anything-but.
type butOperator struct {
	refused string // what is said of an operand that is no string
	empty   bool   // whether the operand may be empty
	matcher func(text string) (matcher, error)
}

var butOperators = map[string]butOperator{
	"equals-ignore-case": {
		refused: "Inside anything-but/equals-ignore-case list, " +
			"number|start|null|boolean is not supported.",
		empty:   true,
		matcher: func(text string) (matcher, error) { return folded(quote(text)), nil },
	},
	"prefix": {
		refused: "prefix/suffix match pattern must be a string",
		matcher: func(text string) (matcher, error) { return prefix(`"` + text), nil },
	},
	"suffix": {
		refused: "prefix/suffix match pattern must be a string",
		matcher: func(text string) (matcher, error) { return suffix(text + `"`), nil },
	},
	"wildcard": {
		refused: "wildcard match pattern must be a string",
		empty:   true,
		matcher: func(text string) (matcher, error) { return newWildcard(quote(text)) },
	},
}

// operandsKind refuses what anything-but can never have.
func (c *compiler) operandsKind() error {
	if c.kind != tokenList && c.kind != tokenString && !c.kind.number() {
		return c.fail("Value of anything-but must be an array or single string/number value.")
	}
	return nil
}

// butValues reads the values that anything-but excludes.
func (c *compiler) butValues() (matcher, error) {
	if err := c.operandsKind(); err != nil {
		return nil, err
	}
	var excluded but
	var err error
	if c.kind == tokenList {
		excluded, err = c.excludedList()
	} else {
		var m matcher
		m, err = c.excludedValue()
		excluded = but{m}
	}
	if err != nil {
		return nil, err
	}
	return excluded, c.closed(elements)
}

// excludedValue reads a string or number. A number that cannot be compared is refused without a
// position. RECORDED
func (c *compiler) excludedValue() (matcher, error) {
	if c.kind.number() {
		n, ok := exactNumber(c.word)
		if !ok {
			return nil, incomparable(c.word)
		}
		return number(n), nil
	}
	text, err := c.content()
	return exact(quote(text)), err
}

// excludedList reads strings or numbers, and never both. Whatever is wrong in it is said with the
// position of the list's reader on top of its own. RECORDED
func (c *compiler) excludedList() (but, error) {
	var excluded but
	numbers := 0
	for {
		if err := c.next(); err != nil {
			return nil, c.fail(err.Error())
		}
		if c.kind == tokenListEnd {
			break
		}
		if c.kind != tokenString && !c.kind.number() {
			err := c.fail("Inside anything but list, start|null|boolean is not supported.")
			return nil, c.fail(err.Error())
		}
		m, err := c.excludedValue()
		if err != nil {
			return nil, c.fail(err.Error())
		}
		if c.kind.number() {
			numbers++
		}
		excluded = append(excluded, m)
	}
	if len(excluded) == 0 || numbers != 0 && numbers != len(excluded) {
		return nil, c.fail("Inside anything but list, either all values are number or string, " +
			"mixed type is not supported")
	}
	return excluded, nil
}

// butOperands reads what an operator within anything-but excludes: a string or a list of strings.
func (c *compiler) butOperands(o butOperator) (matcher, error) {
	if err := c.operandsKind(); err != nil {
		return nil, err
	}
	var texts []string
	var err error
	if c.kind == tokenList {
		texts, err = c.excludedTexts(o)
	} else {
		texts, err = c.excludedText(o, nil)
	}
	if err != nil {
		return nil, err
	}
	excluded := but{}
	for _, text := range texts {
		m, err := o.matcher(text)
		if err != nil {
			return nil, c.fail(err.Error())
		}
		excluded = append(excluded, m)
	}
	if err := c.closed(elements); err != nil {
		return nil, err
	}
	return excluded, c.closed(elements)
}

// excludedText adds the current token, which has to be a string that the operator takes.
func (c *compiler) excludedText(o butOperator, texts []string) ([]string, error) {
	if c.kind != tokenString {
		return nil, c.fail(o.refused)
	}
	text, err := c.content()
	if err == nil && text == "" && !o.empty {
		err = c.fail("Null prefix/suffix not allowed")
	}
	return append(texts, text), err
}

// excludedTexts reads a list of strings.
func (c *compiler) excludedTexts(o butOperator) (texts []string, err error) {
	for {
		if err = c.next(); err != nil {
			return nil, c.fail(err.Error())
		}
		if c.kind == tokenListEnd && len(texts) == 0 {
			return nil, errInternal()
		}
		if c.kind == tokenListEnd {
			return texts, nil
		}
		if texts, err = c.excludedText(o, texts); err != nil {
			return nil, c.fail(err.Error())
		}
	}
}

// A but matches every value that none of its matchers does.
type but []matcher

func (b but) match(v *value) bool {
	return !slices.ContainsFunc(b, func(m matcher) bool { return m.match(v) })
}
