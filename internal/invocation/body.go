package invocation

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// most is how many bytes a payload with parameters may have. DOCUMENTED as 64 KB.
const most = 64 << 10

// setBody writes the body with the connection's parameters merged in. Without parameters it is
// sent byte for byte.
func (r *Request) setBody(body []byte, parameters []Parameter) error {
	if len(parameters) == 0 {
		r.Body.add(FromTarget, string(body))
		return nil
	}
	if !json.Valid(body) {
		return errNotJSON
	}
	if bytes.TrimLeft(body, " \t\r\n")[0] != '{' {
		return errNotObject
	}
	r.mergeInto(string(body), once(parameters))
	if r.Body.size() > most {
		return errTooLarge
	}
	return nil
}

// once keeps the last of the parameters that have the same key, in the place of the first
// (UNKNOWN).
func once(parameters []Parameter) (out []parameter) {
	for _, p := range ofConnection(parameters) {
		if i := named(out, p.Key); i >= 0 {
			out[i] = p
		} else {
			out = append(out, p)
		}
	}
	return out
}

// mergeInto writes a JSON object with the parameters in it. A parameter replaces the value of
// every member that has its key, in place; the others follow the last member. All other bytes are
// kept. RECORDED for Step Functions.
func (r *Request) mergeInto(object string, parameters []parameter) {
	all := members(object)
	end := r.replace(object, all, parameters)
	comma := len(all) > 0
	for _, p := range parameters {
		if slices.ContainsFunc(all, func(m member) bool { return m.name == p.Key }) {
			r.note(overridden("body parameter", p.Key))
			continue
		}
		r.addMember(p, comma)
		comma = true
	}
	r.Body.add(FromTarget, object[end:])
}

// replace writes the object with other values, up to where a member can follow, and returns that.
func (r *Request) replace(object string, all []member, parameters []parameter) (end int) {
	written := 0
	for _, m := range all {
		if i := named(parameters, m.name); i >= 0 {
			r.Body.add(FromTarget, object[written:m.start])
			r.addString(parameters[i])
			written = m.end
		}
	}
	end = endOfMembers(object, all)
	r.Body.add(FromTarget, object[written:end])
	return end
}

// named returns the index of the parameter with the key, or -1.
func named(list []parameter, key string) int {
	return slices.IndexFunc(list, func(p parameter) bool { return p.Key == key })
}

// addMember writes the parameter as a member, after a comma when others come before it.
func (r *Request) addMember(p parameter, comma bool) {
	if comma {
		r.Body.add(p.origin, ",")
	}
	r.Body.add(p.origin, string(awsapi.AppendText(nil, p.Key))+":")
	r.addString(p)
}

// addString writes the value of a parameter as a JSON string, whose quotes are no secret.
func (r *Request) addString(p parameter) {
	r.Body.add(p.origin, `"`)
	r.Body.addValue(p, func(text string) string {
		quoted := string(awsapi.AppendText(nil, text))
		return quoted[1 : len(quoted)-1]
	})
	r.Body.add(p.origin, `"`)
}
