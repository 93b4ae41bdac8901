package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
)

// model is what a service-2.json says, as far as the emulator needs it.
// A trait that is not named here is refused, so that none is overlooked.
type model struct {
	Version  string `json:"version"`
	Metadata struct {
		APIVersion     string `json:"apiVersion"`
		EndpointPrefix string `json:"endpointPrefix"`
		FullName       string `json:"serviceFullName"`
		TargetPrefix   string `json:"targetPrefix"`
		XMLNamespace   string `json:"xmlNamespace"`
	} `json:"metadata"`
	Operations ordered[operation] `json:"operations"`
	Shapes     ordered[*shape]    `json:"shapes"`

	hidesValues bool // in constraint errors, where an override says so
}

type operation struct {
	Name   string `json:"name"`
	Input  *ref   `json:"input"`
	Output *ref   `json:"output"`
	HTTP   any    `json:"http"` // absent where the model has no more than the name
	Auth   string `json:"authtype"`
}

type ref struct {
	Shape string `json:"shape"`
	// Wrapper is how the Query protocol names the element around the result.
	Wrapper string `json:"resultWrapper"`
}

type shape struct {
	Type      string          `json:"type"`
	Members   ordered[member] `json:"members"`
	Required  []string        `json:"required"`
	Member    *member         `json:"member"`
	Key       *member         `json:"key"`
	Value     *member         `json:"value"`
	Min       *int64          `json:"min"`
	Max       *int64          `json:"max"`
	Pattern   string          `json:"pattern"`
	Enum      []string        `json:"enum"`
	Sensitive bool            `json:"sensitive"`
	Flattened bool            `json:"flattened"`
	Exception bool            `json:"exception"`
	Fault     bool            `json:"fault"`
	Error     struct {
		Code   string `json:"code"`
		Status int    `json:"httpStatusCode"`
		Sender any    `json:"senderFault"`
	} `json:"error"` // of an exception, in the Query protocol

	// Known and of no use here.
	Box          any `json:"box"`
	Deprecated   any `json:"deprecated"`
	Deprecation  any `json:"deprecatedMessage"`
	Idempotency  any `json:"idempotent"`
	DeprecatedAt any `json:"deprecatedSince"`

	expression  string   // the pattern for RE2, where an override gives one
	printed     []string // the enum as AWS prints it, where an override says
	lengthFirst bool     // whether messages print the length before the pattern
	unlisted    []string // members that messages print and the model lacks
	maxBody     int64    // bytes of a request with this input; 0 is what the wire takes
}

type member struct {
	Shape string `json:"shape"`

	// Known and of no use here.
	Box          any `json:"box"`
	Token        any `json:"idempotencyToken"`
	Context      any `json:"contextParam"`
	Deprecated   any `json:"deprecated"`
	Deprecation  any `json:"deprecatedMessage"`
	DeprecatedAt any `json:"deprecatedSince"`
}

// ordered is a JSON object that keeps the order of its members.
type ordered[T any] []entry[T]

type entry[T any] struct {
	Name  string
	Value T
}

func (o ordered[T]) get(name string) (value T, ok bool) {
	for _, e := range o {
		if e.Name == name {
			return e.Value, true
		}
	}
	return value, false
}

func (o *ordered[T]) UnmarshalJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	if _, err := d.Token(); err != nil {
		return err
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return err
		}
		e := entry[T]{Name: name.(string)}
		if err := strict(raw, &e.Value); err != nil {
			return fmt.Errorf("%s: %w", e.Name, err)
		}
		*o = append(*o, e)
	}
	return nil
}

// strict refuses traits of shapes and members that nobody thought about;
// operations have many that are about wires and endpoints.
func strict(raw json.RawMessage, into any) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	if _, free := into.(*operation); !free {
		d.DisallowUnknownFields()
	}
	return d.Decode(into)
}

func readModel(file string) (*model, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	m := new(model)
	if err := json.Unmarshal(data, m); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return m, nil
}

// override adds what the model lacks and AWS does.
func override(m *model, file, service string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var all map[string]map[string]struct {
		Why         string   // the evidence, for the reader
		Pattern     string   // a pattern that only the server knows
		Expression  string   // the same pattern for RE2, which knows no look-around
		Enum        []string // the order in which AWS prints the set, where the rule does not give it
		Loose       bool     // AWS does not hold values to the pattern
		LengthFirst bool     // messages print the length before the pattern
		Unlisted    []string // members that messages print and the model lacks
		MaxBody     int64    // bytes of a request with this input
		HidesValues bool     // of every shape, which is named *: messages show no values
		Sensitive   bool     // the value is a secret
	}
	if err := json.Unmarshal(data, &all); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	for name, o := range all[service] {
		if name == "*" {
			m.hidesValues = o.HidesValues
			continue
		}
		s, ok := m.Shapes.get(name)
		if !ok {
			return fmt.Errorf("%s: %s has no shape %s", file, service, name)
		}
		if o.Pattern != "" || o.Loose {
			s.Pattern = o.Pattern
		}
		s.expression = o.Expression
		s.Sensitive = s.Sensitive || o.Sensitive
		s.printed = o.Enum
		s.lengthFirst = o.LengthFirst
		s.unlisted = o.Unlisted
		s.maxBody = o.MaxBody
	}
	return nil
}
