package pattern

import "regexp"

// required are the members without which, beside time, TestEventPattern takes no event. RECORDED:
// version, resources and detail are not among them, and only time has a type.
var required = []string{"id", "account", "source", "region", "detail-type"}

// timestamp is a quoted time of RFC 3339.
var timestamp = regexp.MustCompile(`^"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])` +
	`T([01]\d|2[0-3])(:[0-5]\d){2}(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)"$`)

// ReadEnvelope reads the event of a TestEventPattern. The error is the *[awsapi.Error]
// ValidationException (HTTP 400) of what is no such event. RECORDED, but which times are valid is
// INFERRED: those of RFC 3339.
func ReadEnvelope(document []byte) (*Event, error) {
	e, err := ReadEvent(document)
	if err != nil {
		return nil, errEvent()
	}
	for _, name := range required {
		if e.root.next[name] == nil {
			return nil, errEvent()
		}
	}
	values := e.root.under("time").values
	if len(values) == 0 {
		return nil, errTime()
	}
	for _, v := range values {
		if !timestamp.MatchString(v.text) {
			return nil, errTime()
		}
	}
	return e, nil
}
