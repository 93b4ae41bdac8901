package rules

import (
	"encoding/json"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// target is what is stored of a target of a rule.
type target struct {
	ARN   string
	Model json.RawMessage // all of it, as events.Target writes it
}

var targets = transaction.Table[target]{
	Name: "targets", Shared: true, Redact: (*target).redact, Check: transaction.CheckOwned(checkStoredTarget),
}

// underRule begins the keys of the rule's targets. Names and ids have no space.
func (r *rule) underRule() string { return r.key() + " " }

// targets are those of the rule in the order of their ids, from the one after a key on.
func (r *rule) targets(tx *transaction.Tx, after string) page.Items[target] {
	return targets.Scan(tx, r.underRule(), after)
}

// calls tells whether the rule has a target with the ARN.
func (r *rule) calls(tx *transaction.Tx, arn string) (bool, error) {
	for item, err := range r.targets(tx, "") {
		if err != nil || item.Value.ARN == arn {
			return err == nil, err
		}
	}
	return false, nil
}

// putTarget stores a target of the rule, in place of the one of its id.
func (r *rule) putTarget(tx *transaction.Tx, t *events.Target) error {
	return targets.Put(tx, r.underRule()+*t.Id, &target{*t.Arn, t.JSON()})
}

// isDestination tells whether the ARN is that of an API destination.
func isDestination(text string) bool {
	arn, _ := awsapi.ParseARN(text)
	return arn.Service == "events" && strings.HasPrefix(arn.Resource, "api-destination/")
}

// redact leaves out what is secret in the target.
func (t *target) redact() {
	var err error
	if t.Model, err = events.RedactTarget(t.Model); err != nil {
		t.Model = nil
	}
}
