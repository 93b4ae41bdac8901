package connections

import (
	"slices"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/delivery"
	"github.com/eventbridge-connections/emulator/internal/invocation"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Authorizer decides the authorization of OAuth connections.
type Authorizer interface {
	// Ask has the authorization endpoint asked for a token, for a version of the connection with the
	// ARN. It returns false when nobody can be asked.
	Ask(tx *transaction.Tx, arn string, version int, endpoint string) (bool, error)
}

// usable are the states in which a connection signs calls.
var usable = []events.ConnectionState{
	events.ConnectionStateAuthorized, events.ConnectionStateActive,
}

// Credentials returns what a connection signs calls with, if its state lets it.
func (s *Service) Credentials(tx *transaction.Tx, arn string) (delivery.Credentials, bool, error) {
	return s.credentialsIn(tx, arn, usable...)
}

// Authorizing returns the same of a connection whose authorization is to be decided.
func (s *Service) Authorizing(tx *transaction.Tx, arn string) (delivery.Credentials, bool, error) {
	return s.credentialsIn(tx, arn, events.ConnectionStateAuthorizing)
}

func (s *Service) credentialsIn(
	tx *transaction.Tx, arn string, states ...events.ConnectionState,
) (delivery.Credentials, bool, error) {
	c, err := s.named(tx, arn)
	if err != nil || c == nil || !slices.Contains(states, c.state(tx)) || !c.hasSecret() {
		return delivery.Credentials{}, false, err
	}
	p, err := s.stored(tx, c)
	if err != nil {
		return delivery.Credentials{}, false, err
	}
	return delivery.Credentials{
		ARN: arn, Name: c.Name, Version: c.Version, Connection: c.signing(p),
	}, true, nil
}

// named returns the connection with the ARN, or nil when there is none.
func (s *Service) named(tx *transaction.Tx, arn string) (*connection, error) {
	c, err := table.Get(tx, nameIn(arn))
	if err != nil || c == nil || c.ARN != arn {
		return nil, err
	}
	return c, nil
}

// signing is the connection as requests are built with it.
func (c *connection) signing(p *parameters) invocation.Connection {
	out := invocation.Connection{
		AuthorizationType:        string(c.AuthorizationType),
		InvocationHTTPParameters: p.InvocationHTTP.signing(),
	}
	switch c.AuthorizationType {
	case events.ConnectionAuthorizationTypeBasic:
		out.Basic = invocation.BasicParameters{
			Username: awsapi.ValueOf(p.Username), Password: secretOf(p.Password),
		}
	case events.ConnectionAuthorizationTypeApiKey:
		out.APIKey = invocation.APIKeyParameters{
			Name: awsapi.ValueOf(p.APIKeyName), Value: secretOf(p.APIKeyValue),
		}
	case events.ConnectionAuthorizationTypeOauthClientCredentials:
		out.OAuth = invocation.OAuthParameters{
			ClientID: awsapi.ValueOf(p.ClientID), ClientSecret: secretOf(p.ClientSecret),
			AuthorizationEndpoint: awsapi.ValueOf(p.AuthorizationEndpoint), HTTPMethod: awsapi.ValueOf(p.HTTPMethod),
			HTTPParameters: p.OAuthHTTP.signing(),
		}
	}
	return out
}

func secretOf(text *string) awsapi.Secret { return awsapi.NewSecret(awsapi.ValueOf(text)) }

func (h *httpParameters) signing() (out invocation.HTTPParameters) {
	if h == nil {
		return out
	}
	one := func(p parameter) invocation.Parameter {
		return invocation.Parameter{
			Key: awsapi.ValueOf(p.Key), Value: secretOf(p.Value), IsValueSecret: p.IsValueSecret,
		}
	}
	out.Header, out.QueryString, out.Body = mapped(h.Header, one), mapped(h.QueryString, one), mapped(h.Body, one)
	return out
}

// Authorize ends the authorization that was asked for in a version of the connection: with no
// reason it is authorized, with one it is not.
func (s *Service) Authorize(tx *transaction.Tx, arn string, version int, reason string) error {
	c, err := s.named(tx, arn)
	if err != nil || c == nil || c.Version != version ||
		c.state(tx) != events.ConnectionStateAuthorizing {
		return err
	}
	if reason != "" {
		return s.lose(tx, c, reason)
	}
	t := timeline{{At: tx.Now(), State: events.ConnectionStateAuthorized}}
	if c.InvocationPath != nil {
		t = append(
			t,
			step{
				At:    s.Settle.end(tx.Now(), events.ConnectionStateAuthorized),
				State: events.ConnectionStateActive,
			},
		)
	}
	if err := s.begin(tx, c, t); err != nil {
		return err
	}
	return table.Put(tx, c.Name, c)
}

// Deauthorize ends the authorization of a connection whose calls are refused (DOCUMENTED).
func (s *Service) Deauthorize(tx *transaction.Tx, arn, reason string) error {
	c, err := s.named(tx, arn)
	if err != nil || c == nil || !slices.Contains(usable, c.state(tx)) {
		return err
	}
	return s.lose(tx, c, reason)
}

// ask has the authorization endpoint of an OAuth connection decide, where it can be asked.
func (s *Service) ask(tx *transaction.Tx, c *connection) (bool, error) {
	if s.Authorizer == nil ||
		c.AuthorizationType != events.ConnectionAuthorizationTypeOauthClientCredentials {
		return false, nil
	}
	return s.Authorizer.Ask(tx, c.ARN, c.Version, awsapi.ValueOf(c.Public.AuthorizationEndpoint))
}
