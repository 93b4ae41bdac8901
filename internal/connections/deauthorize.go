package connections

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/store"
)

// deauthorized is the reason that a deauthorized connection gives (RECORDED).
const deauthorized = "The authorization parameters were removed from this connection by a DeauthorizeConnection operation."

// DeauthorizeConnection removes the authorization parameters and the secret.
// A second one succeeds as the first (RECORDED).
//
// Errors: ResourceNotFoundException, ConcurrentModificationException.
func (s *Service) DeauthorizeConnection(ctx context.Context, in *events.DeauthorizeConnectionRequest) (*events.DeauthorizeConnectionResponse, error) {
	return update(ctx, s, func(tx *store.Tx, caller awsapi.Caller) (*events.DeauthorizeConnectionResponse, error) {
		c, err := s.command(tx, caller, commandDeauthorize, *in.Name)
		if err != nil {
			return nil, err
		}
		before := c.lastModified(tx.Now)
		c.begin(tx.Now, s.Settle.settled(tx.Now, events.ConnectionStateDeauthorizing, events.ConnectionStateDeauthorized, deauthorized))
		if c.hasSecret() {
			c.SecretGone = s.Settle.end(tx.Now, events.ConnectionStateDeauthorizing)
			if err := s.Vault.Delete(tx, caller, c.SecretARN, c.SecretGone); err != nil {
				return nil, err
			}
		}
		c.Public, c.OAuthPath, c.Modified = nil, nil, tx.Now
		return &events.DeauthorizeConnectionResponse{
			ConnectionArn:      &c.ARN,
			ConnectionState:    &c.Timeline[0].State,
			CreationTime:       seconds(c.Created),
			LastModifiedTime:   seconds(before), // RECORDED: one change behind
			LastAuthorizedTime: seconds(c.lastAuthorized(tx.Now)),
		}, table.Put(tx, shelf(caller), c.Name, c)
	})
}
