// Package transform makes the input of a target from an event: all of it, a part of it, a constant
// text, or a template filled with parts of it.
package transform

import (
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// An Input is what a target says of its input: nothing, or one of the three.
type Input struct {
	Text        *string // the members are those of the model: this one is Input
	Path        *string // InputPath
	Transformer *Transformer
}

// A Transformer is a template, and the paths of what its placeholders stand for.
type Transformer struct {
	Paths    map[string]string // by placeholder
	Template string
}

// Context is what a template can show beside the event.
type Context struct {
	RuleARN  string
	RuleName string
	Ingested time.Time
}

// A Transform is an input that has been checked.
type Transform struct {
	input    Input
	path     path
	paths    map[string]path
	template template
}

// New checks the input of a target.
//
// Errors: ValidationException, in AWS's words (RECORDED).
func New(targetID string, in Input) (*Transform, error) {
	t := &Transform{input: in}
	switch {
	case in.count() > 1:
		return nil, errMoreThanOne(targetID)
	case in.Text != nil:
		return t, checkText(targetID, *in.Text)
	case in.Path != nil:
		return t, t.readPath(targetID)
	case in.Transformer != nil:
		return t, t.readTemplate(targetID)
	}
	return t, nil
}

func (in Input) count() (n int) {
	for _, given := range []bool{in.Text != nil, in.Path != nil, in.Transformer != nil} {
		if given {
			n++
		}
	}
	return n
}

// checkText refuses a constant that is no JSON. The empty text is accepted (RECORDED).
func checkText(targetID, text string) error {
	if at, ok := faultIn(text); !ok {
		return errText(targetID, text, at)
	}
	return nil
}

// readPath reads InputPath. The empty path is accepted, and finds nothing (RECORDED).
func (t *Transform) readPath(targetID string) error {
	if *t.input.Path == "" {
		return nil
	}
	var ok bool
	if t.path, ok = parsePath(*t.input.Path); !ok {
		return errPath(targetID)
	}
	return nil
}

func (t *Transform) readTemplate(targetID string) error {
	t.paths = map[string]path{}
	for name, text := range t.input.Transformer.Paths {
		p, ok := parsePath(text)
		if !ok {
			return errPath(targetID)
		}
		t.paths[name] = p
	}
	t.template = parseTemplate(t.input.Transformer.Template)
	return t.template.check(targetID, t.paths)
}

// An InvalidError says that what a template came to is no JSON. The delivery ends with it.
type InvalidError struct {
	Body []byte // what would have been sent
}

func (e *InvalidError) Error() string { return "Invalid input for target." } // RECORDED

// Apply returns the input of the target for an event. It can be empty: a target that is a queue
// gets nothing then, and there is no dead letter (RECORDED).
//
// Errors: *InvalidError.
func (t *Transform) Apply(e awsapi.Event, c Context) ([]byte, error) {
	switch {
	case t.input.Text != nil:
		return []byte(*t.input.Text), nil
	case t.input.Path != nil:
		return t.part(parseValue(e.JSON())), nil
	case t.input.Transformer != nil:
		return t.fill(e, c)
	}
	return e.JSON(), nil
}

// part is what InputPath finds. Where it finds nothing, or null, the input is an empty object
// (RECORDED).
func (t *Transform) part(event *value) []byte {
	if found := t.path.find(event); *t.input.Path != "" && found != nil && found.kind != null {
		return found.appendJSON(nil)
	}
	return []byte("{}")
}

func (t *Transform) fill(e awsapi.Event, c Context) ([]byte, error) {
	event := parseValue(e.JSON())
	body := t.template.fill(func(name string) (*value, bool) {
		if p, ok := t.paths[name]; ok {
			return p.find(event), true
		}
		return reserved(name, e, c)
	})
	if _, ok := faultIn(string(body)); !ok {
		return nil, &InvalidError{body}
	}
	return body, nil
}
