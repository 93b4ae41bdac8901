package connections

import (
	"context"
	"fmt"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

const (
	// defaultPage is the length of a page when no limit is given (INFERRED).
	defaultPage = 100
	// maxLooked is how many connections one call looks at: with a filter for a
	// rare state a page can be short, even empty, and have a token, as AWS documents
	// for its lists.
	maxLooked = 1000
)

// ListConnections lists connections by name, a page at a time. Both filters
// together are taken, which ListApiDestinations refuses (UNKNOWN).
//
// Errors: ValidationException for a token that is not of this list.
func (s *Service) ListConnections(ctx context.Context, in *events.ListConnectionsRequest) (*events.ListConnectionsResponse, error) {
	return transaction.View(ctx, s.Store, func(tx *store.Tx, caller awsapi.Caller) (*events.ListConnectionsResponse, error) {
		bound := []string{"ListConnections", caller.Account, caller.Region, awsapi.ValueOf(in.NamePrefix), awsapi.ValueOf((*string)(in.ConnectionState))}
		after, err := s.Tokens.Continue(in.NextToken, bound...)
		if err != nil {
			return nil, errToken()
		}
		found, last, err := list(tx, caller, in, after)
		out := &events.ListConnectionsResponse{Connections: mapped(found, func(c *connection) events.Connection { return c.summary(tx) })}
		if last != "" {
			out.NextToken = new(s.Tokens.Seal(last, bound...))
		}
		return out, err
	})
}

// list collects one page. If there may be more, last is the name to go on after.
func list(tx *store.Tx, caller awsapi.Caller, in *events.ListConnectionsRequest, after string) (found []*connection, last string, err error) {
	limit, looked := awsapi.ValueOr(in.Limit, defaultPage), 0
	found = []*connection{}
	for item, err := range table.Scan(tx, transaction.Shelf(caller), awsapi.ValueOf(in.NamePrefix), after) {
		if err != nil {
			return nil, "", fmt.Errorf("list connections: %w", err)
		}
		if len(found) == limit || looked == maxLooked {
			return found, last, nil
		}
		looked++
		last = item.Key
		if state := item.Value.state(tx); in.ConnectionState == nil || *in.ConnectionState == state {
			found = append(found, item.Value)
		}
	}
	return found, "", nil
}

func (c *connection) summary(tx *store.Tx) events.Connection {
	now := c.Timeline.at(tx)
	return events.Connection{
		ConnectionArn:      &c.ARN,
		Name:               &c.Name,
		ConnectionState:    &now.State,
		StateReason:        awsapi.Present(now.Reason),
		AuthorizationType:  &c.AuthorizationType,
		CreationTime:       events.Seconds(c.Created),
		LastModifiedTime:   events.Seconds(c.lastModified(tx)),
		LastAuthorizedTime: events.Seconds(c.lastAuthorized(tx)),
	}
}
