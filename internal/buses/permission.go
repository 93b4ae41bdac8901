package buses

import (
	"context"
	"slices"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// PutPermission adds a statement to the policy of an event bus, or replaces the one of its id, or the whole policy where
// one is given. Nobody is kept from anything by it.
//
// Errors: ValidationException, ResourceNotFoundException, PolicyLengthExceededException.
func (s *Service) PutPermission(ctx context.Context, in *events.PutPermissionRequest) (*awsapi.Unit, error) {
	if err := checkPermission(in); err != nil {
		return nil, err
	}
	return transaction.Update(ctx, s.Store, func(tx *transaction.Tx) (*awsapi.Unit, error) {
		name := awsapi.ValueOr(in.EventBusName, events.DefaultBus)
		_, err := change(tx, name, func(b *bus) (err error) {
			if in.Policy != nil {
				b.Policy, err = readPolicy(tx.Caller, *in.Policy)
			} else {
				b.Policy = with(b.Policy, permit(tx.Caller, b.arn(tx.Caller), in))
			}
			if err == nil && len(*policyText(b.Policy)) > maxPolicy {
				err = errPolicyLength()
			}
			return err
		})
		return nil, err
	})
}

// with returns the policy with the statement in place of the one of its id.
//
// Differs from AWS: a new statement comes last; AWS orders them by a hash of their ids (INFERRED from one recording).
func with(policy []statement, s statement) []statement {
	policy = slices.Clone(policy)
	at := slices.IndexFunc(policy, func(other statement) bool { return other.Sid == s.Sid })
	if at < 0 {
		return append(policy, s)
	}
	policy[at] = s
	return policy
}

// RemovePermission removes a statement from the policy of an event bus, or all of them.
//
// Errors: ValidationException, ResourceNotFoundException.
func (s *Service) RemovePermission(ctx context.Context, in *events.RemovePermissionRequest) (*awsapi.Unit, error) {
	all := awsapi.ValueOf(in.RemoveAllPermissions)
	switch {
	case all && in.StatementId != nil:
		return nil, errAllAndOne()
	case !all && in.StatementId == nil:
		return nil, errUnspecified("StatementId")
	}
	return transaction.Update(ctx, s.Store, func(tx *transaction.Tx) (*awsapi.Unit, error) {
		name := awsapi.ValueOr(in.EventBusName, events.DefaultBus)
		_, err := change(tx, name, func(b *bus) error {
			left := slices.DeleteFunc(slices.Clone(b.Policy), func(s statement) bool { return all || s.Sid == *in.StatementId })
			if !all && len(left) == len(b.Policy) {
				return errNoStatement()
			}
			b.Policy = left
			return nil
		})
		return nil, err
	})
}
