package awsapi

import (
	"strconv"
	"strings"
)

// A path leads to a value in a document. Most values are right, so it becomes
// a text such as entries.1.member.id only when one is not.
type path []step

// A step has one of its fields set.
type step struct {
	member   string // of a structure, as on the wire
	position int    // in a list, from 1
	key      string // of a map (UNKNOWN how AWS shows it)
}

func (p path) String() string {
	var out strings.Builder
	for i, s := range p {
		if i > 0 {
			out.WriteByte('.')
		}
		switch {
		case s.member != "":
			out.WriteString(camel(s.member))
		case s.position > 0:
			out.WriteString(strconv.Itoa(s.position) + ".member")
		default:
			out.WriteString(s.key + ".member")
		}
	}
	return out.String()
}
