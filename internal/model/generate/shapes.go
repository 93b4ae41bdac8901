package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var kinds = map[string]string{
	"string": "String", "integer": "Integer", "long": "Long", "boolean": "Boolean",
	"timestamp": "Timestamp", "blob": "Blob", "double": "Double", "float": "Double",
	"list": "List", "map": "Map", "structure": "Structure",
}

// shapes writes the constraints of every reachable shape.
func (w *writer) shapes() error {
	w.line("var (")
	for _, name := range w.used {
		s, _ := w.model.Shapes.get(name)
		if err := w.shape(name, s); err != nil {
			return fmt.Errorf("shape %s: %w", name, err)
		}
	}
	w.line(")")
	return nil
}

func (w *writer) shape(name string, s *shape) error {
	kind, ok := kinds[s.Type]
	if !ok {
		return fmt.Errorf("type %q is not known", s.Type)
	}
	w.line("shape%s = &awsapi.Shape{", name)
	w.line("Name: %q, Kind: awsapi.%s,", name, kind)
	if s.Sensitive {
		w.line("Sensitive: true,")
	}
	if s.Flattened {
		w.line("Flattened: true,")
	}
	if s.Min != nil {
		w.line("Min: new(int64(%d)),", *s.Min)
	}
	if s.Max != nil {
		w.line("Max: new(int64(%d)),", *s.Max)
	}
	if s.Pattern != "" {
		if err := w.pattern(s); err != nil {
			return err
		}
	}
	if s.lengthFirst {
		w.line("LengthFirst: true,")
	}
	if s.Enum != nil {
		w.line("Enum: []string{%s},", quoted(printed(s)))
	}
	w.inside(s)
	w.line("}")
	return nil
}

func printed(s *shape) []string {
	if s.printed != nil {
		return s.printed
	}
	return printedOrder(s.Enum)
}

func quoted(values []string) string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = fmt.Sprintf("%q", v)
	}
	return strings.Join(out, ", ")
}

// inside writes what a shape is made of.
func (w *writer) inside(s *shape) {
	switch s.Type {
	case "list":
		w.line("Element: shape%s,", s.Member.Shape)
	case "map":
		w.line("Key: shape%s, Element: shape%s,", s.Key.Shape, s.Value.Shape)
	case "structure":
		w.line("Members: []awsapi.Member{")
		for _, e := range s.Members {
			required := ""
			if slices.Contains(s.Required, e.Name) {
				required = ", Required: true"
			}
			w.line("{Name: %q, Shape: shape%s%s},", e.Name, e.Value.Shape, required)
		}
		w.line("},")
		if s.unlisted != nil {
			w.line("Unlisted: []string{%s},", quoted(s.unlisted))
		}
	}
}

func (w *writer) pattern(s *shape) error {
	expression := s.expression
	if expression == "" {
		expression = translate(s.Pattern)
	}
	if _, err := regexp.Compile(expression); err != nil {
		return fmt.Errorf("%w: give an Expression for it in the overrides", err)
	}
	if expression == s.Pattern {
		w.line("Pattern: awsapi.NewPattern(%s),", literal(s.Pattern))
		return nil
	}
	w.line("Pattern: awsapi.NewPatternAs(%s, %s),", literal(s.Pattern), literal(expression))
	return nil
}

func literal(text string) string {
	if strings.Contains(text, "`") {
		return fmt.Sprintf("%q", text)
	}
	return "`" + text + "`"
}

var unicodeEscape = regexp.MustCompile(`\\u([0-9A-Fa-f]{4})`)

// translate writes a Java expression for RE2: a dot stands for no line
// terminator, of which Java knows five, and \uXXXX is \x{XXXX}.
func translate(java string) string {
	var out strings.Builder
	class, escaped := false, false
	for _, r := range java {
		switch {
		case escaped:
			escaped = false
		case r == '\\':
			escaped = true
		case r == '[':
			class = true
		case r == ']':
			class = false
		case r == '.' && !class:
			out.WriteString(`[^\n\r\x{85}\x{2028}\x{2029}]`)
			continue
		}
		out.WriteRune(r)
	}
	return unicodeEscape.ReplaceAllString(out.String(), `\x{$1}`)
}
