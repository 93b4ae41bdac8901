package buses

import (
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Tags are those of the named event bus of the transaction's caller.
//
// Errors: ResourceNotFoundException.
func (*Service) Tags(tx *transaction.Tx, name string) (map[string]string, error) {
	b, err := get(tx, name)
	if err != nil {
		return nil, err
	}
	return b.Tags, nil
}

// SetTags replaces the tags of the named event bus of the transaction's caller. That is no
// modification (UNKNOWN).
//
// Errors: ResourceNotFoundException.
func (*Service) SetTags(tx *transaction.Tx, name string, tags map[string]string) error {
	b, err := get(tx, name)
	if err != nil {
		return err
	}
	b.Tags = tags
	return table.Put(tx, name, b)
}
