// Package entries answers PutEvents: it makes the events that others deliver.
package entries

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Service is the part of events.Server that is about putting events on event buses.
type Service struct {
	Store *store.Store
	Bus   Bus
}

// Bus takes events.
type Bus interface {
	// Publish puts an event on the named event bus of the transaction's caller, which need not be
	// there.
	Publish(tx *transaction.Tx, bus string, e awsapi.Event) error
}

// PutEvents puts each entry that is right on its event bus, and says what is wrong with the others.
// An entry for an event bus that does not exist is taken (RECORDED).
//
// Differs from AWS: an endpoint is not looked at, and the policy of an event bus keeps nobody from
// putting events on it.
//
// Errors: ValidationException for entries that are too large together.
func (s *Service) PutEvents(
	ctx context.Context, in *events.PutEventsRequest,
) (*events.PutEventsResponse, error) {
	if size(in.Entries) > maxSize {
		return nil, errSize()
	}
	caller := awsapi.CallerFrom(ctx)
	read := make([]entry, len(in.Entries)) // before the transaction, which others wait for
	for i := range in.Entries {
		read[i] = newEntry(caller, &in.Entries[i])
	}
	return transaction.Update(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*events.PutEventsResponse, error) {
		out := &events.PutEventsResponse{FailedEntryCount: new(0)}
		for _, e := range read {
			result, err := s.put(tx, e)
			if err != nil {
				return nil, err
			}
			if result.ErrorCode != nil {
				*out.FailedEntryCount++
			}
			out.Entries = append(out.Entries, result)
		}
		return out, nil
	})
}

// put puts an entry on its event bus, which may be another account's, or says what is wrong with
// it.
func (s *Service) put(tx *transaction.Tx, e entry) (events.PutEventsResultEntry, error) {
	if e.refused != nil {
		return events.PutEventsResultEntry{
			ErrorCode: &e.refused.Code, ErrorMessage: &e.refused.Message,
		}, nil
	}
	if e.event.Time.IsZero() {
		e.event.Time = tx.Now()
	}
	owner, bus := events.Bus(tx.Caller, e.bus)
	return events.PutEventsResultEntry{EventId: &e.event.ID}, s.Bus.Publish(tx.As(owner), bus, e.event)
}
