package secrets

import (
	"fmt"
	"slices"
	"strings"
	"time"

	model "github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// The orders of the secrets. They are stored in the order of their names.
const (
	byName     = model.SortByTypeName
	byCreated  = model.SortByTypeCreatedDate
	byChanged  = model.SortByTypeLastChangedDate
	byAccessed = model.SortByTypeLastAccessedDate
)

// timeBy is the time that an order is by. A secret without such a time is the first.
func (s *secret) timeBy(by model.SortByType) time.Time {
	switch by {
	case byCreated:
		return s.Created
	case byChanged:
		return s.Changed
	case byAccessed:
		return s.Accessed
	}
	return time.Time{}
}

// keyBy is where the secret stands in an order: the time in nanoseconds, then the name.
func (s *secret) keyBy(by model.SortByType) string {
	at := s.timeBy(by)
	if at.IsZero() {
		return fmt.Sprintf("%019d ", 0) + s.Name
	}
	return fmt.Sprintf("%019d ", at.UnixNano()) + s.Name
}

// sorted yields the caller's secrets in an order, up or down, after a key of that order. It reads
// all of them.
func sorted(
	tx *transaction.Tx, by model.SortByType, down bool, after string,
) page.Items[secret] {
	return func(yield func(page.Item[secret], error) bool) {
		var all []page.Item[secret]
		for item, err := range table.Scan(tx, "", "") {
			if err != nil {
				yield(item, err)
				return
			}
			all = append(all, page.Item[secret]{Key: item.Value.keyBy(by), Value: item.Value})
		}
		for _, item := range ordered(all, down, after) {
			if !yield(item, nil) {
				return
			}
		}
	}
}

// ordered sorts the items by key, up or down, and returns those after the given key.
func ordered(all []page.Item[secret], down bool, after string) []page.Item[secret] {
	compare := strings.Compare
	if down {
		compare = func(a, b string) int { return strings.Compare(b, a) }
	}
	slices.SortFunc(all, func(a, b page.Item[secret]) int { return compare(a.Key, b.Key) })
	if after == "" {
		return all
	}
	return slices.DeleteFunc(all, func(i page.Item[secret]) bool { return compare(i.Key, after) <= 0 })
}
