package kms_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	model "github.com/eventbridge-connections/emulator/internal/model/kms"
)

func TestService_CreateKey(t *testing.T) {
	t.Parallel()
	t.Run("makes a symmetric key", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		got := r.made(t, new(model.CreateKeyRequest))
		require.Regexp(t, `^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`, *got.KeyId)
		assert.Equal(t, &model.KeyMetadata{
			AWSAccountId:          new("111122223333"),
			KeyId:                 got.KeyId,
			Arn:                   new(keyARN(*got.KeyId)),
			CreationDate:          start,
			Enabled:               new(true),
			Description:           new(""),
			KeyUsage:              new(model.KeyUsageTypeEncryptDecrypt),
			KeyState:              new(model.KeyStateEnabled),
			Origin:                new(model.OriginTypeAwsKms),
			KeyManager:            new(model.KeyManagerTypeCustomer),
			CustomerMasterKeySpec: new(model.CustomerMasterKeySpecSymmetricDefault),
			KeySpec:               new(model.KeySpecSymmetricDefault),
			EncryptionAlgorithms:  []model.EncryptionAlgorithmSpec{"SYMMETRIC_DEFAULT"},
			MultiRegion:           new(false),
		}, got)
		again, err := r.describe(t, *got.KeyId)
		require.NoError(t, err)
		assert.Equal(t, got, again)
	})
	t.Run("takes the old name of the spec", func(t *testing.T) {
		t.Parallel()
		got := open(t).made(t, &model.CreateKeyRequest{
			CustomerMasterKeySpec: new(model.CustomerMasterKeySpecHmac256),
			KeyUsage:              new(model.KeyUsageTypeGenerateVerifyMac),
			Description:           new("test key"),
		})
		assert.Equal(t, model.KeySpecHmac256, *got.KeySpec)
		assert.Equal(t, model.CustomerMasterKeySpecHmac256, *got.CustomerMasterKeySpec)
		assert.Equal(t, []model.MacAlgorithmSpec{"HMAC_SHA_256"}, got.MacAlgorithms)
		assert.Equal(t, "test key", *got.Description)
		assert.Nil(t, got.EncryptionAlgorithms)
	})
	t.Run("makes the primary of a multi-Region key", func(t *testing.T) {
		t.Parallel()
		got := open(t).made(t, &model.CreateKeyRequest{MultiRegion: new(true)})
		require.Regexp(t, `^mrk-[0-9a-f]{32}$`, *got.KeyId)
		assert.Equal(t, &model.MultiRegionConfiguration{
			MultiRegionKeyType: new(model.MultiRegionKeyTypePrimary),
			PrimaryKey: &model.MultiRegionKey{
				Arn: new(keyARN(*got.KeyId)), Region: new("eu-west-1"),
			},
			ReplicaKeys: []model.MultiRegionKey{},
		}, got.MultiRegionConfiguration)
	})
}

func TestService_CreateKey_specs(t *testing.T) {
	t.Parallel()
	t.Run("knows the algorithms of every spec", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		for spec, usage := range map[model.KeySpec]model.KeyUsageType{
			model.KeySpecRsa2048: model.KeyUsageTypeSignVerify, model.KeySpecRsa3072: model.KeyUsageTypeEncryptDecrypt, model.KeySpecRsa4096: model.KeyUsageTypeSignVerify,
			model.KeySpecEccNistP256: model.KeyUsageTypeSignVerify, model.KeySpecEccNistP384: model.KeyUsageTypeKeyAgreement, model.KeySpecEccNistP521: model.KeyUsageTypeSignVerify,
			model.KeySpecEccSecgP256k1: model.KeyUsageTypeSignVerify, model.KeySpecEccNistEdwards25519: model.KeyUsageTypeSignVerify,
			model.KeySpecMlDsa44: model.KeyUsageTypeSignVerify, model.KeySpecMlDsa65: model.KeyUsageTypeSignVerify, model.KeySpecMlDsa87: model.KeyUsageTypeSignVerify,
			model.KeySpecHmac224: model.KeyUsageTypeGenerateVerifyMac, model.KeySpecHmac384: model.KeyUsageTypeGenerateVerifyMac, model.KeySpecHmac512: model.KeyUsageTypeGenerateVerifyMac,
			model.KeySpecSm2: model.KeyUsageTypeEncryptDecrypt,
		} {
			got := r.made(t, &model.CreateKeyRequest{KeySpec: &spec, KeyUsage: &usage})
			assert.NotZero(
				t,
				len(got.EncryptionAlgorithms)+len(got.SigningAlgorithms)+len(got.MacAlgorithms)+
					len(got.KeyAgreementAlgorithms),
				spec,
			)
		}
	})
}

func TestService_CreateKey_refuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		in   *model.CreateKeyRequest
		want string
	}{
		"two specs": {
			&model.CreateKeyRequest{
				KeySpec:               new(model.KeySpecRsa2048),
				CustomerMasterKeySpec: new(model.CustomerMasterKeySpecRsa2048),
			},
			"ValidationException: You cannot specify KeySpec and CustomerMasterKeySpec in the same " +
				"request. CustomerMasterKeySpec is deprecated.",
		},
		"no usage": {
			&model.CreateKeyRequest{KeySpec: new(model.KeySpecHmac256)},
			"ValidationException: You must specify a KeyUsage value for all KMS keys except for symmetric " +
				"encryption keys.",
		},
		"another usage": {
			&model.CreateKeyRequest{
				KeySpec: new(model.KeySpecHmac256), KeyUsage: new(model.KeyUsageTypeSignVerify),
			},
			"ValidationException: KeyUsage SIGN_VERIFY is not compatible with KeySpec HMAC_256",
		},
		"an origin": {
			&model.CreateKeyRequest{Origin: new(model.OriginTypeExternal)},
			"UnsupportedOperationException: Keys of origin EXTERNAL are not served by this emulator, " +
				"only AWS_KMS.",
		},
		"a key store": {
			&model.CreateKeyRequest{
				CustomKeyStoreId: new("cks-1234"), Origin: new(model.OriginTypeAwsCloudhsm),
			},
			"CustomKeyStoreNotFoundException: Custom key store 'cks-1234' does not exist",
		},
		"no policy": {
			&model.CreateKeyRequest{Policy: new("{")},
			"MalformedPolicyDocumentException: ",
		},
		"a tag twice": {
			&model.CreateKeyRequest{Tags: pairs("a", "1", "a", "2")},
			"TagException: Duplicate tag keys",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := open(t)
			_, err := r.CreateKey(at(t), c.in)
			require.EqualError(t, err, c.want)
			out, err := r.ListKeys(at(t), new(model.ListKeysRequest))
			require.NoError(t, err)
			assert.Empty(t, out.Keys)
		})
	}
}
