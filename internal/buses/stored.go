package buses

import (
	"errors"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/store"
)

// Tables are the tables of this package.
func Tables() []store.AnyTable { return []store.AnyTable{table.Stored()} }

// checkStoredBus refuses an event bus that no command could have stored.
func checkStoredBus(owner awsapi.Caller, name string, b *bus) error {
	if b.Name != name {
		return errors.New("its name is not that of its place")
	}
	named := events.DescribeRuleResponse{EventBusName: &name}
	if err := named.Check(); err != nil {
		return err
	}
	for i := range b.Policy {
		if err := b.Policy[i].check(); err != nil {
			return err
		}
	}
	tags := events.ListTagsForResourceResponse{Tags: events.TagList(b.Tags)}
	if err := tags.Check(); err != nil {
		return err
	}
	return b.describe(owner).Check()
}
