package secrets

import (
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// byCreation has the name of each secret under its place in the order of creation, so that a page
// in that order does not read them all.
var byCreation = transaction.Table[string]{
	Name: "secrets-by-creation", Check: transaction.CheckOwned(checkStoredCreation),
}

// store puts a secret that is new, or that is to be deleted at another time, with its place in the
// order of creation.
func (s *secret) store(tx *transaction.Tx) error {
	if err := byCreation.PutUntil(tx, s.keyBy(byCreated), &s.Name, s.Gone); err != nil {
		return err
	}
	return s.put(tx)
}

// erase removes the secret from both tables.
func (s *secret) erase(tx *transaction.Tx) error {
	if err := byCreation.Delete(tx, s.keyBy(byCreated)); err != nil {
		return err
	}
	return table.Delete(tx, s.Name)
}

// created yields the caller's secrets in the order of creation, after a key of that order.
func created(tx *transaction.Tx, after string) page.Items[secret] {
	return func(yield func(page.Item[secret], error) bool) {
		for item, err := range byCreation.Scan(tx, "", after) {
			if err != nil {
				yield(page.Item[secret]{}, err)
				return
			}
			found, err := table.Get(tx, *item.Value)
			if !yield(page.Item[secret]{Key: item.Key, Value: found}, err) {
				return
			}
		}
	}
}
