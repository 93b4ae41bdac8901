package control

import (
	"slices"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// nearest returns the target of the served operation that was meant, or nothing where none is near.
// What AWS has and the emulator does not is meant as it is.
func nearest(c *Call, services []*awsapi.Service) string {
	var targets []string
	for _, s := range services {
		if c.Service != "" && c.Service != s.Name {
			continue
		}
		name := c.Target[strings.LastIndexByte(c.Target, '.')+1:]
		if slices.ContainsFunc(
			s.Unserved, func(other string) bool { return strings.EqualFold(other, name) },
		) {
			return ""
		}
		for _, op := range s.Operations {
			targets = append(targets, targetOf(s, op))
		}
	}
	return near(c.Target, targets)
}

// near returns the name that a text was meant to be, or nothing: one that differs in one or two
// letters or in the case of some, or that has the text after a dot.
func near(text string, names []string) string {
	const furthest = 2
	best, least := "", furthest+1
	for _, name := range names {
		if text == "" || len(text) > len(name)+furthest {
			continue
		}
		d := distance(strings.ToLower(text), strings.ToLower(name))
		if _, end, ok := strings.Cut(name, "."); ok {
			d = min(d, distance(strings.ToLower(text), strings.ToLower(end)))
		}
		if d < least && 2*d < len(text) {
			best, least = name, d
		}
	}
	return best
}

// targetOf is how a request names the operation.
func targetOf(s *awsapi.Service, op *awsapi.Operation) string {
	if s.TargetPrefix == "" {
		return op.Name
	}
	return s.TargetPrefix + "." + op.Name
}

// distance is how many bytes must be added, removed or changed to make one text of the other.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
