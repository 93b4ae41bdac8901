package connections

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/store"
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
func (s *Service) Overview(ctx context.Context) (all []Overview, err error) {
	err = s.Store.View(ctx, func(tx *store.Tx) error {
		all = []Overview{}
		for item, err := range table.All(tx) {
			if err != nil {
				return err
			}
			now := item.Value.Timeline.at(tx)
			all = append(all, Overview{item.Shelf.Account, item.Shelf.Region, item.Key, item.Value.ARN, string(now.State), now.Reason})
		}
		return nil
	})
	return all, err
}
