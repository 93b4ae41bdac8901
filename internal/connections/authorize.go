package connections

import (
	"time"

	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// authorize begins the timeline of new authorization parameters, with the outcome that was scripted
// for it.
func (s *Service) authorize(
	tx *transaction.Tx, c *connection, making events.ConnectionState,
) error {
	c.Version++
	t := s.Settle.authorization(tx.Now(), c, making)
	o, err := scripts.Get(tx, c.Name)
	if err != nil {
		return err
	}
	if o != nil {
		if err := scripts.Delete(tx, c.Name); err != nil {
			return err
		}
		return s.begin(tx, c, t.scripted(0, tx.Now(), *o))
	}
	asked, err := s.ask(tx, c)
	if err != nil {
		return err
	}
	if asked { // the answer decides what comes after AUTHORIZING
		t = t[:1]
	}
	return s.begin(tx, c, t)
}

// authorization is the timeline of new authorization parameters. BASIC and
// API_KEY are AUTHORIZED at once, OAuth is AUTHORIZING first, for less than a second
// where its endpoint answers (RECORDED). A private OAuth connection is AUTHORIZING,
// then AUTHORIZED, then ACTIVE (DOCUMENTED); what the others show while their path is
// made is INFERRED from the names of the states.
//
// Differs from AWS: where no route leads to its authorization endpoint, nobody is asked for a
// token, and an OAuth connection settles at AUTHORIZED unless another outcome is scripted.
func (s Settle) authorization(
	now time.Time, c *connection, making events.ConnectionState,
) timeline {
	private, oauth := c.InvocationPath != nil, c.AuthorizationType == events.ConnectionAuthorizationTypeOauthClientCredentials
	var t timeline
	switch {
	case oauth:
		t = s.settled(now, events.ConnectionStateAuthorizing, events.ConnectionStateAuthorized, "")
	case private:
		t = s.settled(now, making, events.ConnectionStateAuthorized, "")
	default:
		t = timeline{{At: now, State: events.ConnectionStateAuthorized}}
	}
	if private {
		authorized := t[len(t)-1]
		t = append(
			t, step{At: s.end(authorized.At, authorized.State), State: events.ConnectionStateActive},
		)
	}
	return t
}
