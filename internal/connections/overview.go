package connections

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// An Overview is what there is to say of a connection in one line.
type Overview struct {
	Account string `json:"account"`
	Region  string `json:"region"`
	Name    string `json:"name"`
	ARN     string `json:"arn"`
	State   string `json:"state"`
	Reason  string `json:"reason,omitempty"`
}

// Overview shows the connections of all callers, ordered by account, region and name.
func (s *Service) Overview(ctx context.Context) ([]Overview, error) {
	return transaction.View(ctx, s.Store, func(tx *transaction.Tx) ([]Overview, error) {
		all := []Overview{}
		for item, err := range table.All(tx) {
			if err != nil {
				return nil, err
			}
			now, owner := item.Value.Timeline.at(tx), item.Tx.Caller
			all = append(all, Overview{owner.Account, owner.Region, item.Key, item.Value.ARN, string(now.State), now.Reason})
		}
		return all, nil
	})
}
