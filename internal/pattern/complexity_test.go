package pattern_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/pattern"
)

// TestParse_complexity holds the limit to one that is found by trying out texts: of each it knows
// which beginnings of the wildcards it matches, and those are all that decides how the text can go
// on.
func TestParse_complexity(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	seen := map[bool]int{}
	for range 600 {
		var lists [][]string
		var asked []string
		for range 1 + random.IntN(4) {
			var list []string
			for range 1 + random.IntN(3) {
				list = append(list, randomWildcard(random))
			}
			lists = append(lists, list)
			operands := strings.Join(list, `","`)
			asked = append(asked, fmt.Sprintf(`{"anything-but":{"wildcard":["%s"]}}`, operands))
		}
		_, err := pattern.Parse(`{"a":[` + strings.Join(asked, ",") + `]}`)
		want := naiveComplexity(lists)
		assert.Equal(t, want > 10, err != nil, "%d: %s", want, asked)
		seen[err != nil]++
	}
	assert.Greater(t, seen[true], 50, "refused patterns")
	assert.Greater(t, seen[false], 50, "accepted patterns")
}

func randomWildcard(random *rand.Rand) string {
	var b strings.Builder
	for range 1 + random.IntN(7) {
		s := []string{"a", "b", "*"}[random.IntN(3)]
		if s != "*" || !strings.HasSuffix(b.String(), "*") {
			b.WriteString(s)
		}
	}
	return b.String()
}

// naiveComplexity goes on from the empty text letter by letter, until there is no new set of
// beginnings. It stops at a set of more than ten.
func naiveComplexity(lists [][]string) (most int) {
	start := map[string]bool{}
	for i, list := range lists {
		again := func(other []string) bool { return slices.Equal(other, list) }
		if !slices.ContainsFunc(lists[:i], again) {
			start[fmt.Sprintf("%d:", i)] = true
		}
	}
	pending, known := []map[string]bool{start}, map[string]bool{}
	for len(pending) > 0 && most <= 10 {
		at := pending[0]
		pending = pending[1:]
		for _, c := range []string{`"`, "a", "b"} {
			next := naiveNext(lists, at, c)
			key := fmt.Sprint(next)
			if known[key] || len(next) == 0 {
				continue
			}
			known[key] = true
			most = max(most, len(next))
			pending = append(pending, next)
		}
	}
	return most
}

// naiveNext returns the beginnings that a text matches with one more letter.
func naiveNext(lists [][]string, at map[string]bool, letter string) map[string]bool {
	next := map[string]bool{}
	for i, list := range lists {
		for _, w := range list {
			whole := fmt.Sprintf(`%d:"%s"`, i, w)
			for end := 2; end < len(whole); end++ {
				before := whole[:end]
				switch {
				case !at[before]:
				case strings.HasSuffix(before, "*"):
					next[before] = true
					fallthrough
				default:
					if strings.HasPrefix(whole[end:], letter) {
						next[before+letter] = true
					}
				}
			}
		}
	}
	for i, list := range lists {
		for _, w := range list {
			whole := fmt.Sprintf(`%d:"%s"`, i, w)
			for end := range whole {
				if next[whole[:end]] && whole[end] == '*' {
					next[whole[:end+1]] = true
				}
			}
		}
	}
	return next
}
