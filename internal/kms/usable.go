package kms

import (
	"errors"
	"slices"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/kms"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// grant is the tag that lets EventBridge use a key for connections (DOCUMENTED).
var grant = tag{"EventBridgeApiDestinations", "true"}

// Connectable is what connections need of keys, within their own transactions.
type Connectable struct{}

// Obstacle tells what keeps EventBridge from using the key that an identifier of
// any form names: nothing, also when it names no key here, as that may live elsewhere.
func (Connectable) Obstacle(tx *transaction.Tx, identifier string) (string, error) {
	k, err := find(tx, identifier)
	if unknown(err) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return k.obstacle(), nil
}

// Missing tells whether an identifier names a key or an alias of the caller's account that does not
// exist, in the region that it names. AWS's own aliases do, and so may what is of another account.
func (Connectable) Missing(tx *transaction.Tx, identifier string) (bool, error) {
	if a, ok := awsapi.ParseARN(identifier); ok && a.Region != "" {
		elsewhere := tx.Caller
		elsewhere.Region = a.Region
		tx = tx.As(elsewhere)
	}
	r, err := refer(tx.Caller, identifier)
	if unknown(err) || strings.HasPrefix(r.alias, awsPrefix) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	_, err = find(tx, identifier)
	if unknown(err) {
		return true, nil
	}
	return false, err
}

// unknown tells whether an error says that an identifier names no key here.
func unknown(err error) bool {
	_, told := errors.AsType[*awsapi.Error](err)
	return told
}

// obstacle is what keeps EventBridge from using the key, if something does.
func (k *key) obstacle() string {
	switch state := k.state(); {
	case state == model.KeyStatePendingdeletion:
		return "it is pending deletion"
	case state == model.KeyStateDisabled:
		return "it is disabled"
	case !slices.Contains(k.Tags, grant):
		return "it does not have the tag " + grant.Key + "=" + grant.Value
	}
	return ""
}
