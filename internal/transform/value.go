package transform

import (
	"bytes"
	"strings"
	"unicode/utf16"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// A kind is what a value is.
type kind int

const (
	null   kind = iota
	scalar      // a number or a boolean
	text
	object
	array
)

// A value is JSON that keeps its order, and its numbers as they were written.
type value struct {
	kind     kind
	written  string // of a scalar and of null; of a text without its quotes and escapes
	members  []member
	elements []*value
}

type member struct {
	name  string
	value *value
}

// textValue is a string.
func textValue(s string) *value { return &value{kind: text, written: s} }

// jsonOptions let JSON be as loose as Jackson takes it.
var jsonOptions = []jsontext.Options{
	jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true),
}

// parseValue reads JSON that is known to be valid.
func parseValue(data []byte) *value {
	return readValue(jsontext.NewDecoder(bytes.NewReader(data), jsonOptions...))
}

func readValue(d *jsontext.Decoder) *value {
	token, err := d.ReadToken()
	if err != nil {
		return &value{written: "null"}
	}
	switch token.Kind() {
	case '{':
		return readObject(d)
	case '[':
		return readArray(d)
	case '"':
		return textValue(token.String())
	case 'n':
		return &value{written: "null"}
	}
	return &value{kind: scalar, written: token.String()}
}

func readObject(d *jsontext.Decoder) *value {
	v := &value{kind: object}
	for d.PeekKind() == '"' {
		name, err := d.ReadToken()
		if err != nil {
			return v
		}
		key := name.String()
		v.members = append(v.members, member{key, readValue(d)})
	}
	_, _ = d.ReadToken()
	return v
}

func readArray(d *jsontext.Decoder) *value {
	v := &value{kind: array}
	for d.PeekKind() != ']' && d.PeekKind() != jsontext.KindInvalid {
		v.elements = append(v.elements, readValue(d))
	}
	_, _ = d.ReadToken()
	return v
}

// member returns the member of that name, the last where there are several, or nil.
func (v *value) member(name string) (found *value) {
	for _, m := range v.members {
		if m.name == name {
			found = m.value
		}
	}
	return found
}

// appendJSON writes the value as compact JSON.
func (v *value) appendJSON(out []byte) []byte {
	switch v.kind {
	case object:
		return v.appendObject(out, func(out []byte, m member) []byte {
			return m.value.appendJSON(append(awsapi.AppendText(out, m.name), ':'))
		})
	case array:
		return v.appendArray(out, (*value).appendJSON)
	case text:
		return awsapi.AppendText(out, v.written)
	}
	return append(out, v.written...)
}

// appendPlain writes the value as a template that is no object shows it (RECORDED): without quotes
// and escapes, at every depth.
func (v *value) appendPlain(out []byte) []byte {
	switch v.kind {
	case object:
		return v.appendObject(out, func(out []byte, m member) []byte {
			return m.value.appendPlain(append(append(out, m.name...), ':'))
		})
	case array:
		return v.appendArray(out, (*value).appendPlain)
	}
	return append(out, v.written...)
}

// appendInString writes the value as a string of an object template shows it (RECORDED): a text
// with its escapes, and an object or a list as JSON, which makes the whole invalid.
func (v *value) appendInString(out []byte) []byte {
	if v.kind == text {
		quoted := awsapi.AppendText(nil, v.written)
		return append(out, quoted[1:len(quoted)-1]...)
	}
	return v.appendJSON(out)
}

func (v *value) appendObject(out []byte, write func([]byte, member) []byte) []byte {
	out = append(out, '{')
	for i, m := range v.members {
		if i > 0 {
			out = append(out, ',')
		}
		out = write(out, m)
	}
	return append(out, '}')
}

func (v *value) appendArray(out []byte, write func(*value, []byte) []byte) []byte {
	out = append(out, '[')
	for i, e := range v.elements {
		if i > 0 {
			out = append(out, ',')
		}
		out = write(e, out)
	}
	return append(out, ']')
}

// faultIn returns where a text is no JSON. Strings in a row are JSON here: those on lines of their
// own are accepted and sent, and so is a text without a value (RECORDED). That nothing else can
// stand in a row is INFERRED.
func faultIn(source string) (position, bool) {
	d := jsontext.NewDecoder(strings.NewReader(source), jsonOptions...)
	for row := true; ; {
		from := int(d.InputOffset())
		if strings.Trim(source[from:], jsonSpace) == "" {
			return position{}, true
		}
		row = row && d.PeekKind() == jsontext.KindString
		if !row && from > 0 {
			return positionAt(source, tokenStart(source, from)), false
		}
		if err := d.SkipValue(); err != nil {
			return positionAt(source, tokenStart(source, int(d.InputOffset()))), false
		}
	}
}

// jsonSpace is the white space of JSON.
const jsonSpace = " \t\r\n"

// tokenStart is where the token begins that cannot be read after an offset.
func tokenStart(source string, after int) int {
	return len(source) - len(strings.TrimLeft(source[after:], jsonSpace+",:"))
}

// lineEnds are those that Jackson knows.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

func positionAt(source string, offset int) position {
	before := lineEnds.Replace(source[:offset])
	line := before[strings.LastIndexByte(before, '\n')+1:]
	return position{1 + strings.Count(before, "\n"), 1 + len(utf16.Encode([]rune(line)))}
}
