package conformance

import (
	"iter"
	"slices"
	"strings"
)

// A Kind is what a constraint is about.
type Kind string

// The constraints that the models know.
const (
	Required Kind = "required"
	Pattern  Kind = "pattern"
	Max      Kind = "max"
	Min      Kind = "min"
	Enum     Kind = "enum"
)

// A Constraint is one rule of the model for one member of an operation's input.
type Constraint struct {
	Operation string
	Place     Place
	Shape     *Shape // of the member
	Kind      Kind
}

// Breakable tells whether a request can break the constraint: a length is never less than 0.
func (c Constraint) Breakable() bool {
	return c.Kind != Min || *c.Shape.Min > 0 || c.Shape.Type == "integer"
}

// A Place leads to a member: names of members, and [] for the element of a
// list, {key} and {value} for those of a map.
type Place []string

const (
	element = "[]"
	key     = "{key}"
	value   = "{value}"
)

func (p Place) String() string {
	return strings.NewReplacer("."+element, element, "."+key, key, "."+value, value).Replace(strings.Join(p, "."))
}

func (p Place) then(name string) Place { return append(slices.Clone(p), name) }

// A Member is a part of an operation's input, at any depth.
type Member struct {
	Place    Place
	Shape    *Shape
	Required bool
}

// Members walks the input of an operation in the order of the model.
func (m *Model) Members(operation string) iter.Seq[Member] {
	return func(yield func(Member) bool) {
		m.walk(Member{Shape: m.Input(operation)}, yield)
	}
}

func (m *Model) walk(from Member, yield func(Member) bool) bool {
	if from.Place != nil && !yield(from) {
		return false
	}
	for _, part := range m.parts(from) {
		if !m.walk(part, yield) {
			return false
		}
	}
	return true
}

// parts are what a member is made of.
func (m *Model) parts(of Member) (parts []Member) {
	add := func(name, shape string, required bool) {
		parts = append(
			parts, Member{Place: of.Place.then(name), Shape: m.Shapes[shape], Required: required},
		)
	}
	switch of.Shape.Type {
	case "structure":
		for _, e := range of.Shape.Members {
			add(e.Name, e.Value.Shape, slices.Contains(of.Shape.Required, e.Name))
		}
	case "list":
		add(element, of.Shape.Member.Shape, false)
	case "map":
		add(key, of.Shape.Key.Shape, false)
		add(value, of.Shape.Value.Shape, false)
	}
	return parts
}

// Constraints lists the rules for the input of an operation.
func (m *Model) Constraints(operation string) (all []Constraint) {
	for member := range m.Members(operation) {
		for _, kind := range member.kinds() {
			all = append(all, Constraint{operation, member.Place, member.Shape, kind})
		}
	}
	return all
}

func (m Member) kinds() (kinds []Kind) {
	for kind, stated := range map[Kind]bool{
		Required: m.Required,
		Pattern:  m.Shape.Pattern != "",
		Max:      m.Shape.Max != nil,
		Min:      m.Shape.Min != nil,
		Enum:     m.Shape.Enum != nil,
	} {
		if stated {
			kinds = append(kinds, kind)
		}
	}
	slices.Sort(kinds)
	return kinds
}
