package buses

import (
	"context"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// defaultPage is the length of a page when no limit is given (INFERRED).
const defaultPage = 100

// ListEventBuses lists event buses by name, the default one among them, a page at a time.
//
// Errors: ValidationException for a token that is not of this list.
func (s *Service) ListEventBuses(
	ctx context.Context, in *events.ListEventBusesRequest,
) (*events.ListEventBusesResponse, error) {
	return transaction.View(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*events.ListEventBusesResponse, error) {
		prefix := awsapi.ValueOf(in.NamePrefix)
		q := page.Query{
			Limit:    awsapi.ValueOr(in.Limit, defaultPage),
			Token:    in.NextToken,
			Bound:    []string{"ListEventBuses", tx.Caller.Account, tx.Caller.Region, prefix},
			BadToken: errToken(),
		}
		scan := func(after string) page.Items[bus] { return scan(tx, prefix, after) }
		show := page.All(func(b *bus) events.EventBus { return b.summary(tx) })
		found, next, err := page.Collect(s.Tokens, q, scan, show)
		return &events.ListEventBusesResponse{EventBuses: found, NextToken: next}, err
	})
}

// scan yields the event buses in the order of their names, and the default one in its place even if
// it is not stored.
func scan(tx *transaction.Tx, prefix, after string) page.Items[bus] {
	return func(yield func(page.Item[bus], error) bool) {
		missing := strings.HasPrefix(events.DefaultBus, prefix) && events.DefaultBus > after
		implied := page.Item[bus]{Key: events.DefaultBus, Value: &bus{Name: events.DefaultBus}}
		for item, err := range table.Scan(tx, prefix, after) {
			if missing && item.Key > events.DefaultBus && !yield(implied, nil) {
				return
			}
			missing = missing && item.Key < events.DefaultBus
			if !yield(item, err) {
				return
			}
		}
		if missing {
			yield(implied, nil)
		}
	}
}

func (b *bus) summary(tx *transaction.Tx) events.EventBus {
	return events.EventBus{
		Name:             &b.Name,
		Arn:              new(b.arn(tx.Caller)),
		Description:      awsapi.Present(b.Description),
		Policy:           policyText(b.Policy),
		CreationTime:     b.Created,
		LastModifiedTime: b.Modified,
	}
}
