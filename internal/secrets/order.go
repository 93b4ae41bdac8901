package secrets

import (
	"strconv"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// The orders of the secrets. That by name is the order in which they are stored.
const (
	byName     = secretsmanager.SortByTypeName
	byCreated  = secretsmanager.SortByTypeCreatedDate
	byChanged  = secretsmanager.SortByTypeLastChangedDate
	byAccessed = secretsmanager.SortByTypeLastAccessedDate
)

// orders say by which time each order is, and which other one is its base. A secret whose time is the same in both has
// no entry in the order: a list finds it by way of the base. So a new secret, which was neither changed nor read,
// costs one entry and not three. Nothing has an entry in the order by name, which is its own base.
var orders = map[secretsmanager.SortByType]struct {
	time func(*secret) time.Time
	base secretsmanager.SortByType
}{
	byName:     {time: func(*secret) time.Time { return time.Time{} }, base: byName},
	byCreated:  {time: func(s *secret) time.Time { return s.Created }},
	byChanged:  {time: func(s *secret) time.Time { return s.Changed }, base: byCreated},
	byAccessed: {time: func(s *secret) time.Time { return s.Accessed }, base: byName},
}

// order keeps the entries beside the secrets, so that a list reads a page and
// not the table.
var order = store.Table[struct{}]{Name: "secrets-order"}

// never is the time in the key of a secret that has no such time. It has the digits of the largest number of nanoseconds.
const never = "0000000000000000000"

// keyBy is where the secret stands in an order: what the order is by, the time,
// and the name. One that has no such time stands first.
func (s *secret) keyBy(by secretsmanager.SortByType) string {
	digits := strconv.FormatInt(s.nanoseconds(by), 10)
	return prefix(by) + never[len(digits):] + digits + " " + s.Name
}

// prefix is what all keys of an order begin with.
func prefix(by secretsmanager.SortByType) string { return string(by) + " " }

func (s *secret) nanoseconds(by secretsmanager.SortByType) int64 {
	t := orders[by].time(s)
	if t.IsZero() {
		return 0
	}
	return max(t.UnixNano(), 0)
}

// entryBy is the key of the secret's entry in an order, empty if it has none.
func (s *secret) entryBy(by secretsmanager.SortByType) string {
	base := orders[by].base
	if base != "" && s.nanoseconds(by) == s.nanoseconds(base) {
		return ""
	}
	return s.keyBy(by)
}

// put stores the secret in place of the old one, if there is one: until the given time, or for good if that is zero.
func put(tx *store.Tx, c awsapi.Caller, old, s *secret, gone time.Time) error {
	err := keep(tx, c, table, s.Name, s, gone)
	for by := range orders {
		from, to := "", s.entryBy(by)
		if old != nil {
			from = old.entryBy(by)
		}
		if err == nil {
			err = move(tx, c, from, to, gone)
		}
	}
	return err
}

// move takes back one entry and makes another, if they are any.
func move(tx *store.Tx, c awsapi.Caller, from, to string, gone time.Time) error {
	if from != "" && from != to {
		if err := order.Delete(tx, transaction.Shelf(c), from); err != nil {
			return err
		}
	}
	if to == "" || to == from && gone.IsZero() {
		return nil
	}
	return keep(tx, c, order, to, &struct{}{}, gone)
}

func keep[T any](tx *store.Tx, c awsapi.Caller, t store.Table[T], key string, v *T, gone time.Time) error {
	if gone.IsZero() {
		return t.Put(tx, transaction.Shelf(c), key, v)
	}
	return t.PutUntil(tx, transaction.Shelf(c), key, v, gone)
}
