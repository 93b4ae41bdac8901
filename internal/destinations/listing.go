package destinations

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Listed is what a list says of an API destination.
type Listed struct {
	Account       string `json:"account"`
	Region        string `json:"region"`
	Name          string `json:"name"`
	ARN           string `json:"arn"`
	State         string `json:"state"`
	ConnectionARN string `json:"connectionArn,omitempty"`
	Method        string `json:"method"`
	Endpoint      string `json:"endpoint"`
	Rate          int    `json:"rate"` // invocations per second
}

// Listed shows the API destinations of all callers.
func (s *Service) Listed(ctx context.Context) ([]Listed, error) {
	once := &remembered{s.Connections, map[string]activity{}}
	return transaction.List(ctx, s.Store, table, once.listed)
}

func (r *remembered) listed(o transaction.Owned[destination]) (Listed, error) {
	d := o.Value
	now, err := d.condition(o.Tx, r)
	return Listed{
		Account: o.Tx.Caller.Account, Region: o.Tx.Caller.Region, Name: d.Name, ARN: d.ARN,
		State: string(now.state), ConnectionARN: d.ConnectionARN,
		Method: string(d.Method), Endpoint: d.Endpoint, Rate: d.Rate,
	}, err
}
