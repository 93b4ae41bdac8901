package rules

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

const (
	// defaultPage is the length of a page when no limit is given (INFERRED).
	defaultPage = 100
	// maxLooked is how many rules one call looks at to find those that have a target.
	maxLooked = 1000
)

// ListRules lists the rules of an event bus by name, a page at a time.
//
// Errors: ResourceNotFoundException, and ValidationException for a token that is not of this list.
func (s *Service) ListRules(
	ctx context.Context, in *events.ListRulesRequest,
) (*events.ListRulesResponse, error) {
	return transaction.View(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*events.ListRulesResponse, error) {
		tx, bus, err := s.on(tx, in.EventBusName)
		if err != nil {
			return nil, err
		}
		prefix := awsapi.ValueOf(in.NamePrefix)
		q := query(tx, in.Limit, in.NextToken, "ListRules", bus, prefix)
		scan := func(after string) page.Items[rule] {
			return table.Scan(tx, under(bus)+prefix, after)
		}
		show := page.All(func(r *rule) events.Rule { return r.summary(tx) })
		found, next, err := page.Collect(s.Tokens, q, scan, show)
		return &events.ListRulesResponse{Rules: found, NextToken: next}, err
	})
}

// ListRuleNamesByTarget lists the rules of an event bus that have the target: each once, and
// disabled ones too (RECORDED).
//
// Errors: ResourceNotFoundException, and ValidationException for what is no ARN and for a token
// that is not of this list.
func (s *Service) ListRuleNamesByTarget(
	ctx context.Context, in *events.ListRuleNamesByTargetRequest,
) (*events.ListRuleNamesByTargetResponse, error) {
	if !isARN(*in.TargetArn) {
		return nil, errARN(*in.TargetArn)
	}
	return transaction.View(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*events.ListRuleNamesByTargetResponse, error) {
		tx, bus, err := s.on(tx, in.EventBusName)
		if err != nil {
			return nil, err
		}
		q := query(tx, in.Limit, in.NextToken, "ListRuleNamesByTarget", bus, *in.TargetArn)
		q.Looked = maxLooked
		scan := func(after string) page.Items[rule] { return table.Scan(tx, under(bus), after) }
		show := func(r *rule) (string, bool, error) {
			has, err := r.calls(tx, *in.TargetArn)
			return r.Name, has, err
		}
		found, next, err := page.Collect(s.Tokens, q, scan, show)
		return &events.ListRuleNamesByTargetResponse{RuleNames: found, NextToken: next}, err
	})
}

// query is a page of a list that is bound to the operation and to what is asked of it.
func query(tx *transaction.Tx, limit *int, token *string, bound ...string) page.Query {
	return page.Query{
		Limit:    awsapi.ValueOr(limit, defaultPage),
		Token:    token,
		Bound:    append(bound, tx.Caller.Account, tx.Caller.Region),
		BadToken: errToken(),
	}
}
