package due

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Tables are the tables of this package. It is called after Add.
func (q *Queue) Tables() []store.AnyTable {
	table := rows.Stored()
	table.Check = transaction.CheckShared(q.checkStored)
	return []store.AnyTable{table}
}

// checkStored refuses a row that no [Kind.Put] could have stored.
func (q *Queue) checkStored(key string, r *row) error {
	work, known := q.works[r.Kind]
	switch {
	case !known:
		return fmt.Errorf("%q is no kind of work", r.Kind)
	case r.key() != key:
		return errors.New("its key does not fit what stands in it")
	case !awsapi.IsAccount(r.Account) || !awsapi.IsRegion(r.Region):
		return errors.New("it has no account of 12 digits, or no name of a region")
	}
	return work.check(r.Body)
}

// checkBody refuses a body that is no T.
func checkBody[T any](body json.RawMessage) error {
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	return d.Decode(new(T))
}
