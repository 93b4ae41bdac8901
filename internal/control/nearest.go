package control

import (
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// nearest is the target of a served operation that is spelled most like the
// given one, or nothing when none is at least half like it.
func nearest(target string, services []*awsapi.Service) string {
	if target == "" || len(target) > 200 {
		return ""
	}
	best, least := "", 0
	for _, s := range services {
		for _, op := range s.Operations {
			candidate := targetOf(s, op)
			d := distance(strings.ToLower(target), strings.ToLower(candidate))
			if d <= len(candidate)/2 && (best == "" || d < least) {
				best, least = candidate, d
			}
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
