package kms

import (
	"errors"
	"slices"

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
	if _, unknown := errors.AsType[*awsapi.Error](err); unknown {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	switch state := k.state(); {
	case state == model.KeyStatePendingdeletion:
		return "it is pending deletion", nil
	case state == model.KeyStateDisabled:
		return "it is disabled", nil
	case !slices.Contains(k.Tags, grant):
		return "it does not have the tag " + grant.Key + "=" + grant.Value, nil
	}
	return "", nil
}
