package delivery

import (
	"errors"
	"net/url"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/invocation"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// A call is what a delivery sends, or why it cannot.
type call struct {
	destination *Destination
	credentials Credentials
	request     *invocation.Request
	failed      *letter // why there is no request
	final       bool    // another attempt would not help
}

// prepare builds the request of a delivery with its destination and connection as they are now.
func (s *Service) prepare(tx *transaction.Tx, d *Delivery, t *events.Target) (*call, error) {
	to, err := s.Destinations.Destination(tx, d.TargetARN)
	if err != nil {
		return nil, err
	}
	if to == nil {
		return &call{failed: errNoDestination(d.TargetARN), final: true}, nil
	}
	c := &call{destination: to}
	var ok bool
	if c.credentials, ok, err = s.Connections.Credentials(tx, to.ConnectionARN); err != nil {
		return nil, err
	}
	if !ok || !to.Active {
		c.failed = errInactive(to.Name)
		return c, nil
	}
	c.request, err = invocation.New(
		to.Endpoint, c.credentials.Connection, parametersOf(t, d.Dynamic), []byte(d.Input),
	)
	if wrong, ok := errors.AsType[*invocation.Error](err); ok {
		c.failed, c.final = &letter{wrong.Code, wrong.Text}, true
		return c, nil
	}
	return c, err
}

// hostOf is where a request to a URL goes.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "the endpoint"
	}
	return u.Scheme + "://" + u.Host
}

// show notes in the delivery what is sent, without its secrets.
func (d *Delivery) show(c *call) {
	if c.request == nil {
		return
	}
	masked := c.request.Masked()
	d.Request, d.Notes = &masked, c.request.Notes
}

// targetOf returns the target of a delivery, or nil when that or its rule is gone.
func (s *Service) targetOf(tx *transaction.Tx, d *Delivery) (*events.Target, error) {
	targets, err := s.Rules.Targets(tx, d.Bus, d.Rule)
	if err != nil {
		return nil, err
	}
	for i := range targets {
		if *targets[i].Id == d.Target && strings.EqualFold(*targets[i].Arn, d.TargetARN) {
			return &targets[i], nil
		}
	}
	return nil, nil
}
