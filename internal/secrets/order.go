package secrets

import (
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// times are what the secrets can be put in order by, besides their name.
var times = map[secretsmanager.SortByType]func(*secret) time.Time{
	secretsmanager.SortByTypeCreatedDate:      func(s *secret) time.Time { return s.Created },
	secretsmanager.SortByTypeLastChangedDate:  func(s *secret) time.Time { return s.Changed },
	secretsmanager.SortByTypeLastAccessedDate: func(s *secret) time.Time { return s.Accessed },
}

// order keeps those orders beside the secrets, so that a list reads a page and
// not the table. A key has what the order is by, the time, and the name.
var order = store.Table[struct{}]{Name: "secrets-order"}

// timeDigits is the length of the time in a key: of the largest number of nanoseconds.
const timeDigits = 19

// keyBy is where the secret stands in an order; one that has no such time stands first.
func (s *secret) keyBy(by secretsmanager.SortByType) string {
	nanoseconds := int64(0)
	if t := times[by](s); !t.IsZero() {
		nanoseconds = t.UnixNano()
	}
	return fmt.Sprintf("%s%0*d %s", prefix(by), timeDigits, nanoseconds, s.Name)
}

// prefix is what all keys of an order begin with.
func prefix(by secretsmanager.SortByType) string { return string(by) + " " }

// put stores the secret for good, in place of the old one if there is one.
func put(tx *store.Tx, c awsapi.Caller, old, s *secret) error {
	err := table.Put(tx, transaction.Shelf(c), s.Name, s)
	for by := range times {
		if old != nil && old.keyBy(by) == s.keyBy(by) {
			continue
		}
		err = errors.Join(err, leave(tx, c, old, by), order.Put(tx, transaction.Shelf(c), s.keyBy(by), &struct{}{}))
	}
	return err
}

// putUntil stores the secret in place of the old one until the given time.
func putUntil(tx *store.Tx, c awsapi.Caller, old, s *secret, gone time.Time) error {
	err := table.PutUntil(tx, transaction.Shelf(c), s.Name, s, gone)
	for by := range times {
		err = errors.Join(err, leave(tx, c, old, by), order.PutUntil(tx, transaction.Shelf(c), s.keyBy(by), &struct{}{}, gone))
	}
	return err
}

func leave(tx *store.Tx, c awsapi.Caller, old *secret, by secretsmanager.SortByType) error {
	if old == nil {
		return nil
	}
	return order.Delete(tx, transaction.Shelf(c), old.keyBy(by))
}

// place is where a list stands: in front of the secret with this key in its order.
type place struct {
	key    string
	secret *secret
}

// sorted yields the secrets in an order, up or down, from the first after the given key.
func sorted(tx *store.Tx, c awsapi.Caller, by secretsmanager.SortByType, down bool, after string) iter.Seq2[place, error] {
	if times[by] != nil {
		return inOrder(tx, c, by, down, after)
	}
	return func(yield func(place, error) bool) {
		for item, err := range scan(table, tx, c, "", down, after) {
			if !yield(place{item.Key, item.Value}, err) {
				return
			}
		}
	}
}

func inOrder(tx *store.Tx, c awsapi.Caller, by secretsmanager.SortByType, down bool, after string) iter.Seq2[place, error] {
	return func(yield func(place, error) bool) {
		for item, err := range scan(order, tx, c, prefix(by), down, after) {
			var s *secret
			if err == nil {
				s, err = table.Get(tx, transaction.Shelf(c), item.Key[len(prefix(by))+timeDigits+len(" "):])
			}
			if !yield(place{item.Key, s}, err) || err != nil {
				return
			}
		}
	}
}

func scan[T any](t store.Table[T], tx *store.Tx, c awsapi.Caller, prefix string, down bool, after string) iter.Seq2[store.Item[T], error] {
	if down {
		return t.ScanDown(tx, transaction.Shelf(c), prefix, after)
	}
	return t.Scan(tx, transaction.Shelf(c), prefix, after)
}
