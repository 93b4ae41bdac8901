package secrets

import (
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/store"
)

// order is an order of the secrets that is kept beside them, so that a list
// reads a page and not the table. Its keys begin with a time of the secret.
type order struct {
	table store.Table[struct{}]
	time  func(*secret) time.Time
}

var orders = map[secretsmanager.SortByType]order{
	secretsmanager.SortByTypeCreatedDate:      {store.Table[struct{}]{Name: "secrets-by-created"}, func(s *secret) time.Time { return s.Created }},
	secretsmanager.SortByTypeLastChangedDate:  {store.Table[struct{}]{Name: "secrets-by-changed"}, func(s *secret) time.Time { return s.Changed }},
	secretsmanager.SortByTypeLastAccessedDate: {store.Table[struct{}]{Name: "secrets-by-accessed"}, func(s *secret) time.Time { return s.Accessed }},
}

// timeDigits is the length of the time in a key: of the largest number of nanoseconds.
const timeDigits = 19

// key is where the secret stands in the order; one that has no such time stands first.
func (o order) key(s *secret) string {
	nanoseconds := int64(0)
	if t := o.time(s); !t.IsZero() {
		nanoseconds = t.UnixNano()
	}
	return fmt.Sprintf("%0*d %s", timeDigits, nanoseconds, s.Name)
}

// put stores the secret for good, in place of the old one if there is one.
func put(tx *store.Tx, c awsapi.Caller, old, s *secret) error {
	err := table.Put(tx, shelf(c), s.Name, s)
	for _, o := range orders {
		if old != nil && o.key(old) == o.key(s) {
			continue
		}
		err = errors.Join(err, o.leave(tx, c, old), o.table.Put(tx, shelf(c), o.key(s), &struct{}{}))
	}
	return err
}

// putUntil stores the secret in place of the old one until the given time.
func putUntil(tx *store.Tx, c awsapi.Caller, old, s *secret, gone time.Time) error {
	err := table.PutUntil(tx, shelf(c), s.Name, s, gone)
	for _, o := range orders {
		err = errors.Join(err, o.leave(tx, c, old), o.table.PutUntil(tx, shelf(c), o.key(s), &struct{}{}, gone))
	}
	return err
}

func (o order) leave(tx *store.Tx, c awsapi.Caller, old *secret) error {
	if old == nil {
		return nil
	}
	return o.table.Delete(tx, shelf(c), o.key(old))
}

// place is where a list stands: in front of the secret with this key in its order.
type place struct {
	key    string
	secret *secret
}

// sorted yields the secrets in an order, up or down, from the first after the given key.
func sorted(tx *store.Tx, c awsapi.Caller, by secretsmanager.SortByType, down bool, after string) iter.Seq2[place, error] {
	if o, ok := orders[by]; ok {
		return o.sorted(tx, c, down, after)
	}
	return func(yield func(place, error) bool) {
		for item, err := range scan(table, tx, c, down, after) {
			if !yield(place{item.Key, item.Value}, err) {
				return
			}
		}
	}
}

func (o order) sorted(tx *store.Tx, c awsapi.Caller, down bool, after string) iter.Seq2[place, error] {
	return func(yield func(place, error) bool) {
		for item, err := range scan(o.table, tx, c, down, after) {
			var s *secret
			if err == nil {
				s, err = table.Get(tx, shelf(c), item.Key[timeDigits+len(" "):])
			}
			if !yield(place{item.Key, s}, err) || err != nil {
				return
			}
		}
	}
}

func scan[T any](t store.Table[T], tx *store.Tx, c awsapi.Caller, down bool, after string) iter.Seq2[store.Item[T], error] {
	if down {
		return t.ScanDown(tx, shelf(c), "", after)
	}
	return t.Scan(tx, shelf(c), "", after)
}
