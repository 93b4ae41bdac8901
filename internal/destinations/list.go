package destinations

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// defaultPage is the length of a page when no limit is given (INFERRED).
const defaultPage = 100

// ListApiDestinations lists API destinations by name, a page at a time, all or
// those of a prefix or of a connection.
//
// Errors: ValidationException for two filters and for a token that is not of this list.
func (s *Service) ListApiDestinations(ctx context.Context, in *events.ListApiDestinationsRequest) (*events.ListApiDestinationsResponse, error) {
	if in.NamePrefix != nil && in.ConnectionArn != nil {
		return nil, errFilters()
	}
	return transaction.View(ctx, s.Store, func(tx *store.Tx, caller awsapi.Caller) (*events.ListApiDestinationsResponse, error) {
		bound := []string{"ListApiDestinations", caller.Account, caller.Region, awsapi.ValueOf(in.NamePrefix), awsapi.ValueOf(in.ConnectionArn)}
		after, err := s.Tokens.Continue(in.NextToken, bound...)
		if err != nil {
			return nil, errToken()
		}
		found, last, err := s.list(tx, caller, in, after)
		out := &events.ListApiDestinationsResponse{ApiDestinations: found}
		if last != "" {
			out.NextToken = new(s.Tokens.Seal(last, bound...))
		}
		return out, err
	})
}

// list collects one page. If there is more, last is the name to go on after.
func (s *Service) list(tx *store.Tx, caller awsapi.Caller, in *events.ListApiDestinationsRequest, after string) (found []events.ApiDestination, last string, err error) {
	once := &remembered{s.Connections, map[string]activity{}}
	limit := awsapi.ValueOr(in.Limit, defaultPage)
	found = []events.ApiDestination{}
	for d, err := range matching(tx, caller, in, after) {
		if err != nil {
			return nil, "", fmt.Errorf("list api destinations: %w", err)
		}
		if len(found) == limit {
			return found, last, nil
		}
		now, err := d.condition(tx, caller, once)
		if err != nil {
			return nil, "", err
		}
		found, last = append(found, d.summary(now)), d.Name
	}
	return found, "", nil
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

func (r *remembered) Activity(tx *store.Tx, c awsapi.Caller, arn string) (bool, time.Time, error) {
	if a, ok := r.known[arn]; ok {
		return a.active, a.since, nil
	}
	active, since, err := r.Connections.Activity(tx, c, arn)
	r.known[arn] = activity{active, since}
	return active, since, err
}

// matching yields the destinations that the filter lets through.
func matching(tx *store.Tx, caller awsapi.Caller, in *events.ListApiDestinationsRequest, after string) iter.Seq2[*destination, error] {
	if in.ConnectionArn != nil {
		return ofConnection(tx, caller, *in.ConnectionArn, after)
	}
	return func(yield func(*destination, error) bool) {
		for item, err := range table.Scan(tx, transaction.Shelf(caller), awsapi.ValueOf(in.NamePrefix), after) {
			if !yield(item.Value, err) {
				return
			}
		}
	}
}

func ofConnection(tx *store.Tx, caller awsapi.Caller, connectionARN, after string) iter.Seq2[*destination, error] {
	within := under(connectionARN)
	return func(yield func(*destination, error) bool) {
		for item, err := range byConnection.Scan(tx, transaction.Shelf(caller), within, within+after) {
			var d *destination
			if err == nil {
				d, err = get(tx, caller, "list", strings.TrimPrefix(item.Key, within))
			}
			if !yield(d, err) {
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
