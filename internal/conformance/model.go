package conformance

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
)

// A Model is what the official API model says of a service, with what
// the overrides add to it.
type Model struct {
	Operations ordered[Operation]
	Shapes     map[string]*Shape
	bare       bool // messages show neither values nor enum sets
}

// An Operation names the shapes of its input and output.
type Operation struct {
	Input, Output struct{ Shape string }
}

// A Shape is a type of the model.
type Shape struct {
	Name      string `json:"-"`
	Type      string
	Members   ordered[struct{ Shape string }]
	Required  []string
	Member    struct{ Shape string } // of a list
	Key       struct{ Shape string } // of a map
	Value     struct{ Shape string } // of a map
	Min, Max  *int64
	Pattern   string
	Enum      []string
	Sensitive bool
	Unlisted  []string `json:"-"` // what messages print beyond the members

	LengthFirst bool `json:"-"` // whether messages print the length before the pattern

	matcher *regexp.Regexp // of Pattern; nil where Go does not know its words
}

// An ordered is a JSON object whose order counts.
type ordered[T any] []entry[T]

type entry[T any] struct {
	Name  string
	Value T
}

func (o *ordered[T]) UnmarshalJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.Token()
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		e := entry[T]{Name: name.(string)}
		if err := d.Decode(&e.Value); err != nil {
			return err
		}
		*o = append(*o, e)
	}
	return nil
}

// everyShape is the name under which the overrides say something of a whole service.
const everyShape = "*"

// Read reads the model of a service, such as events, from the folder of the models.
func Read(folder, service string) (*Model, error) {
	m := new(Model)
	if err := readJSON(filepath.Join(folder, service, "model.json"), m); err != nil {
		return nil, err
	}
	var overrides map[string]map[string]override
	if err := readJSON(filepath.Join(folder, "overrides.json"), &overrides); err != nil {
		return nil, err
	}
	m.bare = overrides[service][everyShape].HidesValues
	delete(overrides[service], everyShape)
	for name, o := range overrides[service] {
		s := m.Shapes[name]
		if o.Pattern != "" || o.Loose {
			s.Pattern = o.Pattern
		}
		s.Unlisted, s.LengthFirst = o.Unlisted, o.LengthFirst
		s.Sensitive = s.Sensitive || o.Sensitive
		s.matcher = matching(o.Expression)
	}
	for name, s := range m.Shapes {
		s.Name = name
		if s.matcher == nil {
			s.matcher = matching(s.Pattern)
		}
	}
	return m, nil
}

// An override is what AWS does and the model does not say of a shape.
type override struct {
	Pattern, Expression string
	Loose, LengthFirst  bool
	Sensitive           bool
	HidesValues         bool
	Unlisted            []string
}

// matching matches all of a text.
func matching(expression string) *regexp.Regexp {
	if expression == "" {
		return nil
	}
	// as Java spells a character
	expression = regexp.MustCompile(`\\u([0-9A-Fa-f]{4})`).ReplaceAllString(expression, `\x{$1}`)
	matcher, _ := regexp.Compile(`\A(?:` + expression + `)\z`)
	return matcher
}

func readJSON(file string, into any) error {
	data, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(data, into)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}

// Input is the shape of an operation's input.
func (m *Model) Input(operation string) *Shape {
	for _, e := range m.Operations {
		if e.Name == operation {
			return m.Shapes[e.Value.Input.Shape]
		}
	}
	return nil
}
