package rules

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// PutRule stores a rule, or replaces all of one but its tags and targets (RECORDED).
//
// Differs from AWS: whether the role of a rule can be assumed is not looked at.
//
// Errors: ValidationException, InvalidEventPatternException, ResourceNotFoundException,
// LimitExceededException.
func (s *Service) PutRule(
	ctx context.Context, in *events.PutRuleRequest,
) (*events.PutRuleResponse, error) {
	if err := s.check(in); err != nil {
		return nil, err
	}
	return transaction.Update(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*events.PutRuleResponse, error) {
		tx, bus, err := s.on(tx, in.EventBusName)
		if err != nil {
			return nil, err
		}
		r, err := s.replaced(tx, bus, in)
		if err != nil {
			return nil, err
		}
		return &events.PutRuleResponse{RuleArn: new(r.arn(tx.Caller))}, s.plan(tx, r)
	})
}

// check refuses what is wrong with a rule by itself. The order is UNKNOWN.
func (s *Service) check(in *events.PutRuleRequest) error {
	if err := checkSchedule(in); err != nil {
		return err
	}
	if awsapi.ValueOf(in.EventPattern) == "" && awsapi.ValueOf(in.ScheduleExpression) == "" {
		return errNothing()
	}
	if in.RoleArn != nil && !isARN(*in.RoleArn) {
		return errARN(*in.RoleArn)
	}
	if awsapi.ValueOf(in.EventPattern) == "" {
		return nil
	}
	_, err := s.compiled.read(*in.EventPattern)
	return err
}

func isARN(text string) bool {
	_, ok := awsapi.ParseARN(text)
	return ok
}

// replaced is the rule as it is asked for, with the tags that it has. Those of the request are for
// a new rule only (RECORDED).
func (s *Service) replaced(
	tx *transaction.Tx, bus string, in *events.PutRuleRequest,
) (*rule, error) {
	r := &rule{
		Name:        *in.Name,
		Bus:         bus,
		Pattern:     awsapi.ValueOf(in.EventPattern),
		Schedule:    awsapi.ValueOf(in.ScheduleExpression),
		State:       awsapi.ValueOr(in.State, events.RuleStateEnabled),
		Description: awsapi.ValueOf(in.Description),
		RoleARN:     awsapi.ValueOf(in.RoleArn),
		Tags:        events.TagMap(in.Tags),
	}
	before, err := table.Get(tx, r.key())
	if err != nil {
		return nil, err
	}
	if before == nil {
		return r, s.admit(tx, bus)
	}
	r.Tags, r.Due = before.Tags, before.Due // plan needs to know what is due
	return r, nil
}

// admit refuses one rule more than the quota.
func (s *Service) admit(tx *transaction.Tx, bus string) error {
	if s.Quota == 0 {
		return nil
	}
	n := 0
	for _, err := range table.Scan(tx, under(bus), "") {
		if err != nil {
			return err
		}
		n++
	}
	if n >= s.Quota {
		return errQuota()
	}
	return nil
}
