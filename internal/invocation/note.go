package invocation

import "fmt"

// A Note says what AWS does with a request in silence. It holds names, never values.
type Note struct {
	Kind NoteKind `json:"kind"`
	Name string   `json:"name,omitempty"` // of the parameter that it is about
	Text string   `json:"text"`           // one sentence
}

// A NoteKind is what a note is about.
type NoteKind string

const (
	NoteOverridden        NoteKind = "overridden"        // the connection's value is sent
	NoteHeaderRemoved     NoteKind = "headerRemoved"     // EventBridge sends it for nobody
	NoteDiffersInCase     NoteKind = "differsInCase"     // HTTP takes two headers for one
	NotePathValuesMissing NoteKind = "pathValuesMissing" // a wildcard stays in the URL
	NotePathValuesIgnored NoteKind = "pathValuesIgnored" // more values than wildcards
	NoteGrantTypeMissing  NoteKind = "grantTypeMissing"  // of a token request
)

func (r *Request) note(n Note) { r.Notes = append(r.Notes, n) }

func overridden(kind, name string) Note {
	return Note{NoteOverridden, name,
		fmt.Sprintf("The connection's %s %s replaces the target's.", kind, name)}
}

func authorized(h Header) Note {
	return Note{NoteOverridden, h.Name,
		fmt.Sprintf("The connection's authorization replaces the header %s of the %s.",
			h.Name, h.Origin)}
}

func headerRemoved(h Header) Note {
	return Note{NoteHeaderRemoved, h.Name,
		fmt.Sprintf("EventBridge removes the header %s of the %s.", h.Name, h.Origin)}
}

func differsInCase(name, connection string) Note {
	return Note{NoteDiffersInCase, name,
		fmt.Sprintf("The target's header %s and the connection's %s differ in case: both are sent.",
			name, connection)}
}

func pathValues(wildcards, values int) Note {
	if values < wildcards {
		return Note{NotePathValuesMissing, "",
			fmt.Sprintf("Wildcards that stay in the URL for want of a path parameter value: %d.",
				wildcards-values)}
	}
	return Note{NotePathValuesIgnored, "",
		fmt.Sprintf("Path parameter values that are ignored for want of a wildcard: %d.",
			values-wildcards)}
}

var noGrantType = Note{NoteGrantTypeMissing, "grant_type",
	"EventBridge adds no grant_type to the token request: a body parameter has to."}
