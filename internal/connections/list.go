package connections

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/page"
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
func (s *Service) ListConnections(
	ctx context.Context, in *events.ListConnectionsRequest,
) (*events.ListConnectionsResponse, error) {
	return transaction.View(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*events.ListConnectionsResponse, error) {
		prefix, state := awsapi.ValueOf(in.NamePrefix), awsapi.ValueOf(in.ConnectionState)
		q := page.Query{
			Limit: awsapi.ValueOr(in.Limit, defaultPage),
			Token: in.NextToken,
			Bound: []string{
				"ListConnections", tx.Caller.Account, tx.Caller.Region, prefix, string(state),
			},
			Looked:   maxLooked,
			BadToken: errToken(),
		}
		scan := func(after string) page.Items[connection] { return table.Scan(tx, prefix, after) }
		show := func(c *connection) (events.Connection, bool, error) {
			return c.summary(tx), state == "" || c.state(tx) == state, nil
		}
		found, next, err := page.Collect(s.Tokens, q, scan, show)
		return &events.ListConnectionsResponse{Connections: found, NextToken: next}, err
	})
}

func (c *connection) summary(tx *transaction.Tx) events.Connection {
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
