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
	return transaction.View(ctx, s.Store, func(tx *transaction.Tx) (all []Listed, err error) {
		once := &remembered{s.Connections, map[string]activity{}}
		for item, err := range table.All(tx) {
			if err != nil {
				return nil, err
			}
			d := item.Value
			now, err := d.condition(item.Tx, once)
			if err != nil {
				return nil, err
			}
			all = append(all, Listed{
				Account: item.Tx.Caller.Account, Region: item.Tx.Caller.Region, Name: d.Name, ARN: d.ARN,
				State: string(now.state), ConnectionARN: d.ConnectionARN,
				Method: string(d.Method), Endpoint: d.Endpoint, Rate: d.Rate,
			})
		}
		return all, nil
	})
}
