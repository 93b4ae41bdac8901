// Package due keeps what is to be done at a time, and does it when the time comes.
//
// A row is written in the transaction that decides that something is to be done. A [Queue] reads
// the rows, in the order of their times, on the emulator's clock: moving the clock makes due what
// lies between, and a restart forgets nothing.
package due

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// row is something that is to be done.
type row struct {
	At      time.Time
	Kind    string
	Account string
	Region  string
	Subject string
	Body    json.RawMessage
}

// rows lie on one shelf for all callers, so that the first of them is the next that is due.
var rows = transaction.Table[row]{Name: "due"}

// owner is the caller whose transaction wrote the row.
func (r *row) owner() awsapi.Caller {
	return awsapi.Caller{Account: r.Account, Region: r.Region}
}

// key orders the rows by time. There is one row for a time, a kind, an owner and a subject.
func (r *row) key() string {
	const sortable = "2006-01-02T15:04:05.000000000Z"
	return fmt.Sprintf(
		"%s %s %s %s %s", r.At.UTC().Format(sortable), r.Kind, r.Account, r.Region, r.Subject,
	)
}

// A Kind is one kind of work. Its rows have a body of type T.
type Kind[T any] struct {
	Queue *Queue
	Name  string
}

// Put has the work done at a time, for the transaction's caller. A row of the same time and
// subject is replaced.
func (k Kind[T]) Put(tx *transaction.Tx, at time.Time, subject string, body T) error {
	r := k.row(tx, at, subject)
	var err error
	if r.Body, err = json.Marshal(body); err != nil {
		return fmt.Errorf("row of %s: %w", k.Name, err)
	}
	tx.OnCommit(k.Queue.wake)
	return rows.Put(shared(tx), r.key(), r)
}

// Delete takes back what Put wrote; it is no error when there is nothing to take back.
func (k Kind[T]) Delete(tx *transaction.Tx, at time.Time, subject string) error {
	return rows.Delete(shared(tx), k.row(tx, at, subject).key())
}

func (k Kind[T]) row(tx *transaction.Tx, at time.Time, subject string) *row {
	return &row{
		At: at, Kind: k.Name, Subject: subject, Account: tx.Caller.Account, Region: tx.Caller.Region,
	}
}

// Does returns the work of the kind, for [Queue.Run]. It is done in a transaction of the row's
// owner, which deletes the row. An error takes back both, and the work is tried again later.
func (k Kind[T]) Does(do func(tx *transaction.Tx, at time.Time, body T) error) Work {
	return Work{k.Name, checkBody[T], func(tx *transaction.Tx, r *row) error {
		var body T
		if err := json.Unmarshal(r.Body, &body); err != nil {
			return fmt.Errorf("row of %s: %w", k.Name, err)
		}
		return do(tx, r.At, body)
	}}
}

// Work is what is done for the rows of one kind.
type Work struct {
	kind  string
	check func(body json.RawMessage) error
	do    func(*transaction.Tx, *row) error
}

// shared is the transaction for the shelf of all rows.
func shared(tx *transaction.Tx) *transaction.Tx { return tx.As(awsapi.Caller{}) }
