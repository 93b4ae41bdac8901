package kms_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestKey_life(t *testing.T) {
	held(t, func(t *testing.T, s *server) {
		id := s.created(t)
		s.described(t, id)
		s.tagged(t, id)
		s.rotated(t, id)
		s.deleted(t, id)
	})
}

func (s *server) created(t *testing.T) (id string) {
	out, err := s.keys.CreateKey(
		t.Context(),
		&kms.CreateKeyInput{Description: new("of orders"), BypassPolicyLockoutSafetyCheck: true},
	)
	require.NoError(t, err)
	id = *out.KeyMetadata.KeyId
	assert.Equal(t, &types.KeyMetadata{
		AWSAccountId: new("111122223333"),
		Arn:          new("arn:aws:kms:eu-west-1:111122223333:key/" + id),
		KeyId:        &id,
		CreationDate: &s.start,
		//lint:ignore SA1019 it is deprecated, and answered still
		CustomerMasterKeySpec: types.CustomerMasterKeySpecSymmetricDefault,
		Description:           new("of orders"),
		Enabled:               true,
		EncryptionAlgorithms: []types.EncryptionAlgorithmSpec{
			types.EncryptionAlgorithmSpecSymmetricDefault,
		},
		KeyManager:  types.KeyManagerTypeCustomer,
		KeySpec:     types.KeySpecSymmetricDefault,
		KeyState:    types.KeyStateEnabled,
		KeyUsage:    types.KeyUsageTypeEncryptDecrypt,
		MultiRegion: new(false),
		Origin:      types.OriginTypeAwsKms,
	}, out.KeyMetadata)
	return id
}

// described has another description and another policy.
func (s *server) described(t *testing.T, id string) {
	_, err := s.keys.UpdateKeyDescription(
		t.Context(), &kms.UpdateKeyDescriptionInput{KeyId: &id, Description: new("of shoes")},
	)
	require.NoError(t, err)
	const policy = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}]}`
	_, err = s.keys.PutKeyPolicy(t.Context(), &kms.PutKeyPolicyInput{KeyId: &id, Policy: new(policy)})
	require.NoError(t, err)
	out, err := s.keys.GetKeyPolicy(t.Context(), &kms.GetKeyPolicyInput{KeyId: &id})
	require.NoError(t, err)
	assert.Equal(t, policy, *out.Policy)
	key, err := s.keys.DescribeKey(t.Context(), &kms.DescribeKeyInput{KeyId: &id})
	require.NoError(t, err)
	assert.Equal(t, "of shoes", *key.KeyMetadata.Description)
}

func (s *server) tagged(t *testing.T, id string) {
	_, err := s.keys.TagResource(
		t.Context(),
		&kms.TagResourceInput{
			KeyId: &id, Tags: []types.Tag{{TagKey: new("team"), TagValue: new("orders")}},
		},
	)
	require.NoError(t, err)
	out, err := s.keys.ListResourceTags(t.Context(), &kms.ListResourceTagsInput{KeyId: &id})
	require.NoError(t, err)
	assert.Equal(t, []types.Tag{{TagKey: new("team"), TagValue: new("orders")}}, out.Tags)
	assert.False(t, out.Truncated)
}

func (s *server) rotated(t *testing.T, id string) {
	_, err := s.keys.EnableKeyRotation(
		t.Context(), &kms.EnableKeyRotationInput{KeyId: &id, RotationPeriodInDays: new(int32(90))},
	)
	require.NoError(t, err)
	out, err := s.keys.GetKeyRotationStatus(t.Context(), &kms.GetKeyRotationStatusInput{KeyId: &id})
	require.NoError(t, err)
	assert.True(t, out.KeyRotationEnabled)
	assert.Equal(t, s.start.Add(90*day), *out.NextRotationDate)
}

// deleted is kept once, and then gone at the date.
func (s *server) deleted(t *testing.T, id string) {
	s.schedule(t, id)
	_, err := s.keys.CancelKeyDeletion(t.Context(), &kms.CancelKeyDeletionInput{KeyId: &id})
	require.NoError(t, err)
	assert.Equal(t, types.KeyStateDisabled, s.state(t, id))
	out := s.schedule(t, id)
	assert.Equal(t, time.Now().UTC().Add(7*day), *out.DeletionDate)
	time.Sleep(7*day - time.Millisecond)
	assert.Equal(t, types.KeyStatePendingDeletion, s.state(t, id))
	time.Sleep(time.Millisecond)
	_, err = s.keys.DescribeKey(t.Context(), &kms.DescribeKeyInput{KeyId: &id})
	requireError(
		t, err, "NotFoundException", "Key 'arn:aws:kms:eu-west-1:111122223333:key/"+id+"' does not exist",
	)
}

func (s *server) schedule(t *testing.T, id string) *kms.ScheduleKeyDeletionOutput {
	out, err := s.keys.ScheduleKeyDeletion(
		t.Context(), &kms.ScheduleKeyDeletionInput{KeyId: &id, PendingWindowInDays: new(int32(7))},
	)
	require.NoError(t, err)
	assert.Equal(t, types.KeyStatePendingDeletion, out.KeyState)
	return out
}

func TestKey_errors(t *testing.T) {
	held(t, func(t *testing.T, s *server) {
		id, arn := s.key(t)
		_, err := s.keys.DescribeKey(t.Context(), &kms.DescribeKeyInput{KeyId: new("alias/none")})
		require.ErrorAs(t, err, new(*types.NotFoundException))
		_, err = s.keys.CreateAlias(
			t.Context(), &kms.CreateAliasInput{AliasName: new("alias/aws/mine"), TargetKeyId: &id},
		)
		// what the SDK says where there is no message
		requireError(t, err, "NotAuthorizedException", "UnknownError")
		_, err = s.keys.CreateAlias(
			t.Context(), &kms.CreateAliasInput{AliasName: new("alias/?"), TargetKeyId: &id},
		)
		requireError(
			t, err, "ValidationException",
			"1 validation error detected: Value 'alias/?' at 'aliasName' failed to satisfy constraint: "+
				"Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$",
		)
		_, err = s.keys.ListKeys(t.Context(), &kms.ListKeysInput{Marker: new("x")})
		require.ErrorAs(t, err, new(*types.InvalidMarkerException))
		s.schedule(t, id)
		_, err = s.keys.EnableKey(t.Context(), &kms.EnableKeyInput{KeyId: &id})
		requireError(t, err, "KMSInvalidStateException", arn+" is pending deletion.")
	})
}

// TestKey_unserved uses a key, which no emulated one can be.
func TestKey_unserved(t *testing.T) {
	held(t, func(t *testing.T, s *server) {
		id, _ := s.key(t)
		_, err := s.keys.Encrypt(t.Context(), &kms.EncryptInput{KeyId: &id, Plaintext: []byte("x")})
		requireError(t, err, "UnknownOperationException", "Encrypt of AWS Key Management Service is not served by this emulator. Served are: "+strings.Join([]string{
			"CancelKeyDeletion", "CreateAlias", "CreateKey", "DeleteAlias", "DescribeKey", "DisableKey", "DisableKeyRotation", "EnableKey", "EnableKeyRotation",
			"GetKeyPolicy", "GetKeyRotationStatus", "ListAliases", "ListKeyPolicies", "ListKeys", "ListResourceTags", "PutKeyPolicy", "ScheduleKeyDeletion",
			"TagResource", "UntagResource", "UpdateAlias", "UpdateKeyDescription",
		}, ", ")+". -upstream URL passes what is not served on to another emulator.")
	})
}

// TestKey_pages reads every list through the SDK's paginator.
func TestKey_pages(t *testing.T) {
	held(t, func(t *testing.T, s *server) {
		want := map[string]string{}
		for _, name := range []string{"alias/a", "alias/b", "alias/c"} {
			id, _ := s.key(t)
			_, err := s.keys.CreateAlias(
				t.Context(), &kms.CreateAliasInput{AliasName: &name, TargetKeyId: &id},
			)
			require.NoError(t, err)
			want[name] = id
		}
		got := map[string]string{}
		for p := kms.NewListAliasesPaginator(
			s.keys, &kms.ListAliasesInput{Limit: new(int32(2))},
		); p.HasMorePages(); {
			out, err := p.NextPage(t.Context())
			require.NoError(t, err)
			for _, a := range out.Aliases {
				got[*a.AliasName] = *a.TargetKeyId
			}
		}
		assert.Equal(t, want, got)
		keys := 0
		for p := kms.NewListKeysPaginator(
			s.keys, &kms.ListKeysInput{Limit: new(int32(1))},
		); p.HasMorePages(); {
			out, err := p.NextPage(t.Context())
			require.NoError(t, err)
			keys += len(out.Keys)
		}
		assert.Equal(t, 3, keys)
	})
}
