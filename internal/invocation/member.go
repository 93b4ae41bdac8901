package invocation

import (
	"encoding/json"
	"strings"
)

// A member says where the value of a member lies in the text of a JSON object.
type member struct {
	name       string
	start, end int // of the value, in bytes
}

// members lists the members of a JSON object, those of its values apart. The text is valid JSON.
func members(object string) (out []member) {
	d := json.NewDecoder(strings.NewReader(object))
	_, _ = d.Token() // the brace
	for d.More() {
		token, _ := d.Token()
		name, _ := token.(string)
		var value json.RawMessage
		if d.Decode(&value) != nil {
			return out
		}
		end := int(d.InputOffset())
		out = append(out, member{name, end - len(value), end})
	}
	return out
}

// endOfMembers is where a member may be appended: behind the last one, or behind the brace.
func endOfMembers(object string, all []member) int {
	if len(all) == 0 {
		return strings.IndexByte(object, '{') + 1
	}
	return all[len(all)-1].end
}
