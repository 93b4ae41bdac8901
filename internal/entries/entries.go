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
	return transaction.Update(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*events.PutEventsResponse, error) {
		out := &events.PutEventsResponse{FailedEntryCount: new(0)}
		for i := range in.Entries {
			result, err := s.put(tx, &in.Entries[i])
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
func (s *Service) put(
	tx *transaction.Tx, in *events.PutEventsRequestEntry,
) (events.PutEventsResultEntry, error) {
	e, refused := read(tx, in)
	if refused != nil {
		return events.PutEventsResultEntry{
			ErrorCode: &refused.Code, ErrorMessage: &refused.Message,
		}, nil
	}
	owner, bus := events.Bus(tx.Caller, in.EventBusName)
	return events.PutEventsResultEntry{EventId: &e.ID}, s.Bus.Publish(tx.As(owner), bus, *e)
}
