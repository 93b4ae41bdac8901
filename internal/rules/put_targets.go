package rules

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// PutTargets adds targets to a rule. One with the id of another replaces all of it (RECORDED).
//
// Differs from AWS: targets of every service are taken as they are, and whether they and their
// roles exist is not looked at.
//
// Errors: ValidationException, ResourceNotFoundException, LimitExceededException.
func (s *Service) PutTargets(
	ctx context.Context, in *events.PutTargetsRequest,
) (*events.PutTargetsResponse, error) {
	for i := range in.Targets {
		if err := checkTarget(&in.Targets[i]); err != nil {
			return nil, err
		}
	}
	return transaction.Update(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*events.PutTargetsResponse, error) {
		tx, r, err := s.find(tx, in.EventBusName, *in.Rule)
		if err != nil {
			return nil, err
		}
		if err := s.warn(tx, r, in.Targets); err != nil {
			return nil, err
		}
		before, err := r.countTargets(tx)
		if err != nil {
			return nil, err
		}
		for i := range in.Targets {
			if err := r.putTarget(tx, &in.Targets[i]); err != nil {
				return nil, err
			}
		}
		return &events.PutTargetsResponse{
			FailedEntryCount: new(0), FailedEntries: []events.PutTargetsResultEntry{},
		}, s.admitTargets(tx, r, before)
	})
}

// checkTarget refuses what is wrong with a target by itself. The order is UNKNOWN.
func checkTarget(t *events.Target) error {
	if !isARN(*t.Arn) {
		return errARN(*t.Arn)
	}
	if t.RoleArn == nil && isDestination(*t.Arn) {
		return errNoRole(*t.Arn)
	}
	if t.RoleArn != nil && !isARN(*t.RoleArn) {
		return errARN(*t.RoleArn)
	}
	if d := t.DeadLetterConfig; d != nil && d.Arn != nil && !isARN(*d.Arn) {
		return errARN(*d.Arn)
	}
	return checkInput(t)
}

// admitTargets refuses a rule that has more targets than before and than the quota.
func (s *Service) admitTargets(tx *transaction.Tx, r *rule, before int) error {
	n, err := r.countTargets(tx)
	if err == nil && s.TargetQuota > 0 && n > max(before, s.TargetQuota) {
		err = errQuota()
	}
	return err
}

func (r *rule) countTargets(tx *transaction.Tx) (n int, err error) {
	for _, err := range r.targets(tx, "") {
		if err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}

// warn says in the log that a target is none that the emulator calls, when the rule is to have its
// first such target.
func (s *Service) warn(tx *transaction.Tx, r *rule, given []events.Target) error {
	for item, err := range r.targets(tx, "") {
		if err != nil || !isDestination(item.Value.ARN) {
			return err
		}
	}
	for _, t := range given {
		if !isDestination(*t.Arn) {
			ruleARN, targetARN := r.arn(tx.Caller), *t.Arn
			tx.OnCommit(func() {
				s.Log.Warn("target is kept and not called, as it is no API destination",
					"rule", ruleARN, "target", targetARN)
			})
			return nil
		}
	}
	return nil
}
