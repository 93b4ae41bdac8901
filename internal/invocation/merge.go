package invocation

import (
	"maps"
	"slices"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// merge lists the parameters of the connection in their order, then those of the target, sorted
// by key. A key of the target that the connection has, letter for letter, is left out: the
// connection's value is sent (RECORDED). A key that the connection has twice is sent twice
// (UNKNOWN).
//
// The order is UNKNOWN. A query string was RECORDED as shared=connection&dynamic=original-query,
// where the target gave both keys. Either the connection's parameters come first, or they
// replace the target's in place. The target's are a map, which has no order, so the first is
// assumed.
func (r *Request) merge(kind string, connection []Parameter, target map[string]string) []parameter {
	out := ofConnection(connection)
	for _, key := range slices.Sorted(maps.Keys(target)) {
		if slices.ContainsFunc(connection, func(p Parameter) bool { return p.Key == key }) {
			r.note(overridden(kind, key))
			continue
		}
		p := Parameter{Key: key, Value: awsapi.NewSecret(target[key])}
		out = append(out, parameter{p, FromTarget})
	}
	return out
}
