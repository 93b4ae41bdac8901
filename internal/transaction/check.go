package transaction

import (
	"errors"
	"fmt"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/store"
)

// CheckOwned is the Check of a [Table] whose records belong to callers: it refuses a shelf that is
// no caller's, and gives the caller to a check of the record.
func CheckOwned[T any](
	check func(owner awsapi.Caller, key string, v *T) error,
) func(store.Shelf, string, *T) error {
	return func(s store.Shelf, key string, v *T) error {
		switch {
		case !awsapi.IsAccount(s.Account):
			return fmt.Errorf("%q is no account: it has 12 digits", s.Account)
		case !awsapi.IsRegion(s.Region):
			return fmt.Errorf("%q is no name of a region", s.Region)
		}
		return check(awsapi.Caller{Account: s.Account, Region: s.Region}, key, v)
	}
}

// CheckShared is the Check of a [Table] whose records all lie on one shelf, which has no account
// and no region.
func CheckShared[T any](check func(key string, v *T) error) func(store.Shelf, string, *T) error {
	return func(s store.Shelf, key string, v *T) error {
		if s != (store.Shelf{}) {
			return errors.New("it has an account or a region, and belongs to nobody")
		}
		return check(key, v)
	}
}
