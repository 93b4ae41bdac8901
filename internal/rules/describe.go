package rules

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// DescribeRule shows a rule, with its pattern as it was sent.
//
// Errors: ResourceNotFoundException.
func (s *Service) DescribeRule(
	ctx context.Context, in *events.DescribeRuleRequest,
) (*events.DescribeRuleResponse, error) {
	return transaction.View(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*events.DescribeRuleResponse, error) {
		tx, r, err := s.find(tx, in.EventBusName, *in.Name)
		if err != nil {
			return nil, err
		}
		return r.describe(tx.Caller), nil
	})
}

// describe shows the rule to whoever asks for it.
func (r *rule) describe(owner awsapi.Caller) *events.DescribeRuleResponse {
	return &events.DescribeRuleResponse{
		Name:               &r.Name,
		Arn:                new(r.arn(owner)),
		EventPattern:       awsapi.Present(r.Pattern),
		ScheduleExpression: awsapi.Present(r.Schedule),
		State:              &r.State,
		Description:        awsapi.Present(r.Description),
		RoleArn:            awsapi.Present(r.RoleARN),
		EventBusName:       &r.Bus,
		CreatedBy:          &owner.Account,
	}
}
