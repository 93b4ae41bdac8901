package emulator

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/identity"
)

// newSigners knows who may sign: the keys that were configured and those that STS gave. Signers go
// by the time of day, whatever the emulator's own clock was set to; a key that STS gave ends by
// that clock.
func (e *Emulator) newSigners() *identity.Authenticator {
	c := e.config
	return &identity.Authenticator{
		Account: c.Account,
		Region:  c.Region,
		Keys:    c.Keys,
		Issued:  e.issued,
		Now:     c.Now,
	}
}

// issued returns the key of that id that STS gave, or nil.
func (e *Emulator) issued(ctx context.Context, keyID string) (*identity.Key, error) {
	given, err := e.tokens.Issued(ctx, keyID)
	if err != nil || given == nil {
		return nil, err
	}
	return &identity.Key{
		ID: given.ID, Secret: given.Secret, Account: given.Account, Token: given.Token,
		Session: given.Session, Ended: given.Ended,
	}, nil
}
