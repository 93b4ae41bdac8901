package kms

import (
	"context"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/kms"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// CreateKey makes a key that is enabled, with the default policy unless one is given.
//
// Errors: ValidationException, TagException, MalformedPolicyDocumentException,
// CustomKeyStoreNotFoundException, UnsupportedOperationException.
func (s *Service) CreateKey(
	ctx context.Context, in *model.CreateKeyRequest,
) (*model.CreateKeyResponse, error) {
	made, err := specified(in)
	if err != nil {
		return nil, err
	}
	if err := check(in); err != nil {
		return nil, err
	}
	if made.Tags, err = tagged(nil, in.Tags); err != nil {
		return nil, err
	}
	return transaction.Update(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*model.CreateKeyResponse, error) {
		k := made
		k.ID = newID(k.MultiRegion)
		k.ARN = keyARN(tx.Caller, k.ID)
		k.Policy = awsapi.ValueOr(in.Policy, defaultPolicy(tx.Caller))
		k.Created = tx.Now()
		return &model.CreateKeyResponse{KeyMetadata: k.metadata(tx.Caller)}, k.put(tx)
	})
}

// newID is a UUID or, of a multi-Region key, 32 hexadecimal digits after "mrk-" (DOCUMENTED).
func newID(multiRegion bool) string {
	id := awsapi.NewUUID()
	if multiRegion {
		return "mrk-" + strings.ReplaceAll(id, "-", "")
	}
	return id
}

// specified reads what kind of key is asked for: a symmetric one for encryption
// if nothing is said. CustomerMasterKeySpec is the old name of KeySpec.
func specified(in *model.CreateKeyRequest) (key, error) {
	k := key{Description: awsapi.ValueOf(in.Description), MultiRegion: awsapi.ValueOf(in.MultiRegion)}
	if in.KeySpec != nil && in.CustomerMasterKeySpec != nil {
		return k, errTwoSpecs()
	}
	k.Spec = awsapi.ValueOr(
		in.KeySpec,
		model.KeySpec(
			awsapi.ValueOr(in.CustomerMasterKeySpec, model.CustomerMasterKeySpecSymmetricDefault),
		),
	)
	if in.KeyUsage == nil && k.Spec != model.KeySpecSymmetricDefault {
		return k, errNoUsage()
	}
	k.Usage = awsapi.ValueOr(in.KeyUsage, model.KeyUsageTypeEncryptDecrypt)
	if !specs[k.Spec].allows(k.Usage) {
		return k, errUsage(k.Usage, k.Spec)
	}
	return k, nil
}

// check refuses what there is none of here. AWS's order of these checks is UNKNOWN.
//
// Differs from AWS: there is no key material to import, and no custom key store.
func check(in *model.CreateKeyRequest) error {
	if in.CustomKeyStoreId != nil {
		return errNoKeyStore(*in.CustomKeyStoreId)
	}
	if origin := awsapi.ValueOr(in.Origin, model.OriginTypeAwsKms); origin != model.OriginTypeAwsKms {
		return errOrigin(origin)
	}
	if in.Policy != nil {
		return checkPolicy(*in.Policy)
	}
	return nil
}
