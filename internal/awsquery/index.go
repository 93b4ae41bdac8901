package awsquery

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// maxSkipped is how many numbers in a row may be left out (RECORDED).
const maxSkipped = 10

// An index is the number of an element, as the name of a parameter spells it: 1 or 01.
type index struct {
	number int
	text   string
}

// numbers are the texts that stand behind the prefix and count something, in the order of their
// numbers.
//
// Errors: what the wire answers as MalformedInput.
func (f form) numbers(prefix string) (texts []string, err error) {
	var found []index
	for _, p := range f.under(prefix) {
		text, _, _ := strings.Cut(p.name[len(prefix):], ".")
		n, err := position(text)
		if err != nil {
			return nil, err
		}
		found = append(found, index{n, text})
	}
	slices.SortStableFunc(found, func(a, b index) int { return a.number - b.number })
	last := 0
	same := func(a, b index) bool { return a.number == b.number }
	for _, i := range slices.CompactFunc(found, same) {
		if skipped := i.number - last - 1; skipped > maxSkipped {
			return nil, awsapi.Serialization(
				fmt.Sprintf("Excessively sparse input would skip %d list elements", skipped),
			)
		}
		last, texts = i.number, append(texts, i.text)
	}
	return texts, nil
}

// position reads the number of an element. The words for what is none are RECORDED on IAM.
func position(text string) (int, error) {
	n, err := strconv.Atoi(text)
	switch {
	case strings.HasPrefix(text, "-"):
		return 0, awsapi.Serialization("Key " + text + " may not have a leading '-'")
	case err != nil || text[0] == '+':
		return 0, awsapi.Serialization("Start of list found where not expected")
	case n == 0:
		return 0, awsapi.Serialization(text + " is not a valid index")
	}
	return n, nil
}
