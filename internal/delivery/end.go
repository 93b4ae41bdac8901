package delivery

import (
	"context"
	"errors"

	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// end remembers what became of a delivery, once the transaction is committed.
func (s *Service) end(tx *transaction.Tx, d *Delivery, o Outcome, reason string) {
	ended := *d
	ended.Outcome, ended.Reason = o, reason
	tx.OnCommit(func() { s.Journal.add(&ended) })
}

// finish ends a delivery that is stored.
func (s *Service) finish(tx *transaction.Tx, d *Delivery, o Outcome, reason string) error {
	s.end(tx, d, o, reason)
	return deliveries.Delete(tx, d.ID)
}

// endUnsent ends a delivery that no route lets out, to its endpoint or to where its token comes
// from.
func (s *Service) endUnsent(tx *transaction.Tx, d *Delivery, c *call, address string) error {
	d.show(c)
	return s.finish(
		tx, d, Unsent,
		"no route leads to "+hostOf(address)+": give one with -route, or PUT /_emulator/routes",
	)
}

// Retry has an ended delivery tried again, as if it had just begun. It is waiting then.
//
// Errors: [ErrNoDelivery].
func (s *Service) Retry(ctx context.Context, id string) error {
	ended := s.Journal.find(id)
	if ended == nil || !ended.sendable() {
		return ErrNoDelivery
	}
	return s.update(ctx, ended.owner(), func(tx *transaction.Tx) error {
		if d, err := deliveries.Get(tx, id); err != nil || d != nil {
			return errors.Join(err, ErrNoDelivery) // somebody else has it tried again
		}
		return s.restart(tx, *ended)
	})
}

// sendable tells whether there is an input that can be sent, and a target that can be called. A
// dead letter that was never tried is of an input that is not JSON.
func (d *Delivery) sendable() bool {
	tried := d.Outcome != Dead || len(d.Attempts) > 0
	return tried && d.Outcome != Unmatched && d.Outcome != Uncalled && !d.Shed
}

func (s *Service) restart(tx *transaction.Tx, d Delivery) error {
	id := d.ID
	d.Number, d.Outcome, d.Reason, d.DeadLetter, d.Time = 0, Waiting, "", nil, tx.Now()
	d.Attempts, d.Request, d.Notes = nil, nil, nil
	if err := deliveries.Put(tx, d.ID, &d); err != nil {
		return err
	}
	tx.OnCommit(func() { s.Journal.remove(id) })
	return s.enqueue(tx, d.lane(), job{Kind: deliverJob, ID: d.ID})
}

// ErrNoDelivery says that no delivery of that id has ended and can be tried again.
var ErrNoDelivery = errors.New("no delivery of that id has ended and can be tried again")
