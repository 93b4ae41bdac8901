package buses

import (
	"context"
	"slices"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// PutPermission adds a statement to the policy of an event bus, or replaces the one of its id, or
// the whole policy where one is given. Nobody is kept from anything by it.
//
// Errors: ValidationException, ResourceNotFoundException, PolicyLengthExceededException.
func (s *Service) PutPermission(
	ctx context.Context, in *events.PutPermissionRequest,
) (*awsapi.Unit, error) {
	if err := checkPermission(in); err != nil {
		return nil, err
	}
	return transaction.Update(ctx, s.Store, func(tx *transaction.Tx) (*awsapi.Unit, error) {
		name := awsapi.ValueOr(in.EventBusName, events.DefaultBus)
		_, err := change(tx, name, func(b *bus) error { return b.permit(tx, in) })
		return nil, err
	})
}

// permit gives the bus the policy or the statement that is asked for.
func (b *bus) permit(tx *transaction.Tx, in *events.PutPermissionRequest) error {
	if in.Policy == nil {
		b.add(allowing(tx.Caller, b.arn(tx.Caller), in))
	} else if err := b.setPolicy(tx.Caller, *in.Policy); err != nil {
		return err
	}
	if len(*policyText(b.Policy)) > maxPolicy {
		return errPolicyLength()
	}
	return nil
}

// add adds a statement to the policy, in place of the one of its id.
//
// Differs from AWS: a new statement comes last; AWS orders them by a hash of their ids (INFERRED
// from one recording).
func (b *bus) add(s statement) {
	at := slices.IndexFunc(b.Policy, func(other statement) bool { return other.Sid == s.Sid })
	if at < 0 {
		b.Policy = append(b.Policy, s)
		return
	}
	b.Policy[at] = s
}

// RemovePermission removes a statement from the policy of an event bus, or all of them.
//
// Errors: ValidationException, ResourceNotFoundException.
func (s *Service) RemovePermission(
	ctx context.Context, in *events.RemovePermissionRequest,
) (*awsapi.Unit, error) {
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
			if all {
				b.Policy = nil
				return nil
			}
			return b.remove(*in.StatementId)
		})
		return nil, err
	})
}

// remove removes the statement of that id from the policy.
func (b *bus) remove(id string) error {
	at := slices.IndexFunc(b.Policy, func(s statement) bool { return s.Sid == id })
	if at < 0 {
		return errNoStatement()
	}
	b.Policy = slices.Delete(b.Policy, at, at+1)
	return nil
}
