package kms

import (
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/kms"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// key is what is stored under a key's id: facts only. Its state follows from them.
type key struct {
	ID          string
	ARN         string
	Description string `json:",omitzero"`
	Spec        model.KeySpec
	Usage       model.KeyUsageType
	MultiRegion bool `json:",omitzero"`
	Policy      string
	Tags        []tag    `json:",omitzero"` // by their keys
	Disabled    bool     `json:",omitzero"`
	Rotation    rotation `json:",omitzero"`
	Created     time.Time
	Deletion    time.Time `json:",omitzero"` // when it will be deleted; zero is never
}

var keys = transaction.Table[key]{
	Name: "kms-keys", Redact: (*key).redact, Check: transaction.CheckOwned(checkStoredKey),
}

// put stores the key until it is to be deleted.
func (k *key) put(tx *transaction.Tx) error {
	if k.Deletion.IsZero() {
		return keys.Put(tx, k.ID, k)
	}
	return keys.PutUntil(tx, k.ID, k, k.Deletion)
}

func (k *key) state() model.KeyState {
	switch {
	case !k.Deletion.IsZero():
		return model.KeyStatePendingdeletion
	case k.Disabled:
		return model.KeyStateDisabled
	}
	return model.KeyStateEnabled
}

// kept returns the error of a key that is about to be deleted.
func (k *key) kept() error {
	if k.Deletion.IsZero() {
		return nil
	}
	return errPending(k.ARN)
}

// enabled returns the error of a key that cannot be used.
func (k *key) enabled() error {
	if k.Disabled && k.Deletion.IsZero() {
		return errDisabled(k.ARN)
	}
	return k.kept()
}

// metadata shows the key (RECORDED): the description is there when it is empty.
//
// Differs from AWS: CurrentKeyMaterialId is absent, as there is no key material.
func (k *key) metadata(c awsapi.Caller) *model.KeyMetadata {
	state, fits := k.state(), specs[k.Spec]
	out := &model.KeyMetadata{
		AWSAccountId:          &c.Account,
		KeyId:                 &k.ID,
		Arn:                   &k.ARN,
		CreationDate:          k.Created,
		Enabled:               new(state == model.KeyStateEnabled),
		Description:           &k.Description,
		KeyUsage:              &k.Usage,
		KeyState:              &state,
		Origin:                new(model.OriginTypeAwsKms),
		KeyManager:            new(model.KeyManagerTypeCustomer),
		CustomerMasterKeySpec: new(model.CustomerMasterKeySpec(k.Spec)),
		KeySpec:               &k.Spec,
		MultiRegion:           &k.MultiRegion,
	}
	switch k.Usage {
	case model.KeyUsageTypeEncryptDecrypt:
		out.EncryptionAlgorithms = fits.encryption
	case model.KeyUsageTypeSignVerify:
		out.SigningAlgorithms = fits.signing
	case model.KeyUsageTypeGenerateVerifyMac:
		out.MacAlgorithms = fits.mac
	case model.KeyUsageTypeKeyAgreement:
		out.KeyAgreementAlgorithms = fits.agreement
	}
	if k.MultiRegion {
		out.MultiRegionConfiguration = k.primary(c)
	}
	if state == model.KeyStatePendingdeletion {
		out.DeletionDate = k.Deletion
	}
	return out
}

// primary shows a multi-Region key, which has no replicas: ReplicateKey is not served.
func (k *key) primary(c awsapi.Caller) *model.MultiRegionConfiguration {
	return &model.MultiRegionConfiguration{
		MultiRegionKeyType: new(model.MultiRegionKeyTypePrimary),
		PrimaryKey:         &model.MultiRegionKey{Arn: &k.ARN, Region: &c.Region},
		ReplicaKeys:        []model.MultiRegionKey{},
	}
}
