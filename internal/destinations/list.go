package destinations

import (
	"context"
	"strings"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// defaultPage is the length of a page when no limit is given (INFERRED).
const defaultPage = 100

// ListApiDestinations lists API destinations by name, a page at a time, all or
// those of a prefix or of a connection.
//
// Errors: ValidationException for two filters and for a token that is not of this list.
func (s *Service) ListApiDestinations(
	ctx context.Context, in *events.ListApiDestinationsRequest,
) (*events.ListApiDestinationsResponse, error) {
	if in.NamePrefix != nil && in.ConnectionArn != nil {
		return nil, errFilters()
	}
	return transaction.View(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*events.ListApiDestinationsResponse, error) {
		prefix, of := awsapi.ValueOf(in.NamePrefix), awsapi.ValueOf(in.ConnectionArn)
		q := page.Query{
			Limit:    awsapi.ValueOr(in.Limit, defaultPage),
			Token:    in.NextToken,
			Bound:    []string{"ListApiDestinations", tx.Caller.Account, tx.Caller.Region, prefix, of},
			BadToken: errToken(),
		}
		scan := func(after string) page.Items[destination] { return table.Scan(tx, prefix, after) }
		if in.ConnectionArn != nil {
			scan = func(after string) page.Items[destination] { return ofConnection(tx, of, after) }
		}
		once := &remembered{s.Connections, map[string]activity{}}
		show := func(d *destination) (events.ApiDestination, bool, error) {
			now, err := d.condition(tx, once)
			return d.summary(now), true, err
		}
		found, next, err := page.Collect(s.Tokens, q, scan, show)
		return &events.ListApiDestinationsResponse{ApiDestinations: found, NextToken: next}, err
	})
}

// remembered asks once for each connection: many destinations of a page can have the same.
type remembered struct {
	Connections
	known map[string]activity
}

type activity struct {
	active bool
	since  time.Time
}

func (r *remembered) Activity(tx *transaction.Tx, arn string) (bool, time.Time, error) {
	if a, ok := r.known[arn]; ok {
		return a.active, a.since, nil
	}
	active, since, err := r.Connections.Activity(tx, arn)
	r.known[arn] = activity{active, since}
	return active, since, err
}

// ofConnection yields the destinations of a connection, in the order of their names.
func ofConnection(tx *transaction.Tx, connectionARN, after string) page.Items[destination] {
	within := under(connectionARN)
	return func(yield func(page.Item[destination], error) bool) {
		for item, err := range byConnection.Scan(tx, within, within+after) {
			name := strings.TrimPrefix(item.Key, within)
			var d *destination
			if err == nil {
				d, err = get(tx, "list", name)
			}
			if !yield(page.Item[destination]{Key: name, Value: d}, err) {
				return
			}
		}
	}
}

// summary is the destination in a list: without its description (RECORDED).
func (d *destination) summary(now condition) events.ApiDestination {
	return events.ApiDestination{
		ApiDestinationArn:            &d.ARN,
		Name:                         &d.Name,
		ApiDestinationState:          &now.state,
		ConnectionArn:                &d.ConnectionARN,
		InvocationEndpoint:           &d.Endpoint,
		HttpMethod:                   &d.Method,
		InvocationRateLimitPerSecond: &d.Rate,
		CreationTime:                 events.Seconds(d.Created),
		LastModifiedTime:             events.Seconds(now.modified),
	}
}
