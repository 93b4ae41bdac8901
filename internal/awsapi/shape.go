package awsapi

import "strings"

// A Kind is what a shape is made of.
type Kind int

// The kinds of the API models.
const (
	String Kind = iota
	Integer
	Long
	Double
	Boolean
	Timestamp
	Blob
	List
	Map
	Structure
)

// A Shape is a type of the official API model with its constraints.
type Shape struct {
	Name        string // as in the model
	Kind        Kind
	Members     []Member // of a structure, in model order
	Unlisted    []string // what a message prints of a structure beyond its members
	Element     *Shape   // of a list, or the value of a map
	Key         *Shape   // of a map
	Flattened   bool     // a list without a wrapping element (XML protocols)
	Sensitive   bool
	Min, Max    *int64   // of the value of a number, else of the length
	Pattern     *Pattern // of a string
	LengthFirst bool     // whether messages print the length before the pattern
	Enum        []string // the values of a string, in the order that AWS prints them
}

// A Member is a named part of a structure.
type Member struct {
	Name     string // as on the wire
	Shape    *Shape
	Required bool
}

// A Document is the input of an operation without a wire. Its values are
// string, bool, json.Number, []any and Document; bytes are their base64 text.
// An absent member and one that is nil are the same.
type Document = map[string]any

// camel is how AWS spells a member in messages: with a small first letter.
func camel(name string) string {
	return strings.ToLower(name[:1]) + name[1:]
}
