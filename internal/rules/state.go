package rules

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// EnableRule lets a rule take events. Its schedule starts anew (UNKNOWN).
//
// Errors: ResourceNotFoundException.
func (s *Service) EnableRule(
	ctx context.Context, in *events.EnableRuleRequest,
) (*awsapi.Unit, error) {
	return s.turn(ctx, in.EventBusName, *in.Name, events.RuleStateEnabled)
}

// DisableRule lets a rule take no events. It keeps its schedule.
//
// Errors: ResourceNotFoundException.
func (s *Service) DisableRule(
	ctx context.Context, in *events.DisableRuleRequest,
) (*awsapi.Unit, error) {
	return s.turn(ctx, in.EventBusName, *in.Name, events.RuleStateDisabled)
}

// turn changes the state of a rule. One that is enabled in either way stays as it is when it is to
// be enabled (UNKNOWN).
func (s *Service) turn(
	ctx context.Context, bus *string, name string, to events.RuleState,
) (*awsapi.Unit, error) {
	return transaction.Update(ctx, s.Store, func(tx *transaction.Tx) (*awsapi.Unit, error) {
		tx, r, err := s.find(tx, bus, name)
		if err != nil {
			return nil, err
		}
		if r.enabled() == (to == events.RuleStateEnabled) {
			return nil, nil
		}
		r.State = to
		return nil, s.plan(tx, r)
	})
}
