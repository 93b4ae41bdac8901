package kms_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	model "github.com/eventbridge-connections/emulator/internal/model/kms"
)

func TestService_ScheduleKeyDeletion(t *testing.T) {
	t.Parallel()
	t.Run("deletes the key and its aliases at the date", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		id := r.create(t)
		r.alias(t, "alias/orders", id)
		out, err := r.ScheduleKeyDeletion(
			at(t), &model.ScheduleKeyDeletionRequest{KeyId: &id, PendingWindowInDays: new(7)},
		)
		require.NoError(t, err)
		assert.Equal(t, &model.ScheduleKeyDeletionResponse{
			KeyId: new(keyARN(id)), DeletionDate: start.Add(7 * day), KeyState: new(model.KeyStatePendingdeletion), PendingWindowInDays: new(7),
		}, out)
		r.pass(7*day - 1)
		got, err := r.describe(t, "alias/orders")
		require.NoError(t, err)
		assert.Equal(t, model.KeyStatePendingdeletion, *got.KeyState)
		assert.Equal(t, start.Add(7*day), got.DeletionDate)
		assert.False(t, *got.Enabled)
		r.pass(1)
		_, err = r.describe(t, id)
		require.EqualError(t, err, errNoKey(id))
		_, err = r.describe(t, "alias/orders")
		require.EqualError(t, err, "NotFoundException: Alias "+arn("alias/orders")+" is not found.")
		assert.Empty(t, r.names(t, nil))
		r.alias(t, "alias/orders", r.create(t))
	})
	t.Run("waits thirty days if nothing is said", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		out, err := r.ScheduleKeyDeletion(
			at(t), &model.ScheduleKeyDeletionRequest{KeyId: new(r.create(t))},
		)
		require.NoError(t, err)
		assert.Equal(t, start.Add(30*day), out.DeletionDate)
	})
	t.Run("refuses other windows", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		for _, days := range []int{6, 31} {
			_, err := r.ScheduleKeyDeletion(
				at(t), &model.ScheduleKeyDeletionRequest{KeyId: new(r.create(t)), PendingWindowInDays: &days},
			)
			require.EqualError(t, err, "ValidationException: PendingWindowInDays must be between 7 and 30.")
		}
	})
	t.Run("lets an alias go on with another key", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		old, next := r.create(t), r.create(t)
		r.alias(t, "alias/orders", old)
		r.schedule(t, old)
		_, err := r.UpdateAlias(
			at(t), &model.UpdateAliasRequest{AliasName: new("alias/orders"), TargetKeyId: &next},
		)
		require.NoError(t, err)
		r.pass(8 * day)
		got, err := r.describe(t, "alias/orders")
		require.NoError(t, err)
		assert.Equal(t, next, *got.KeyId)
		assert.Equal(t, []string{"alias/orders"}, r.names(t, &next))
	})
}

func TestService_CancelKeyDeletion(t *testing.T) {
	t.Parallel()
	t.Run("keeps the key, disabled", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		id := r.create(t)
		r.alias(t, "alias/orders", id)
		r.schedule(t, id)
		out, err := r.CancelKeyDeletion(at(t), &model.CancelKeyDeletionRequest{KeyId: &id})
		require.NoError(t, err)
		assert.Equal(t, keyARN(id), *out.KeyId)
		r.pass(365 * day)
		got, err := r.describe(t, "alias/orders")
		require.NoError(t, err)
		assert.Equal(t, model.KeyStateDisabled, *got.KeyState)
		assert.Zero(t, got.DeletionDate)
		assert.Equal(t, []string{"alias/orders"}, r.names(t, &id))
	})
	t.Run("refuses a key that is not pending deletion", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		id := r.create(t)
		_, err := r.CancelKeyDeletion(at(t), &model.CancelKeyDeletionRequest{KeyId: &id})
		require.EqualError(t, err, "KMSInvalidStateException: "+keyARN(id)+" is not pending deletion.")
	})
}

func TestService_DisableKey(t *testing.T) {
	t.Parallel()
	r := open(t)
	id := r.create(t)
	r.disable(t, id)
	got, err := r.describe(t, id)
	require.NoError(t, err)
	assert.Equal(t, model.KeyStateDisabled, *got.KeyState)
	assert.False(t, *got.Enabled)
	r.disable(t, id)
	_, err = r.EnableKey(at(t), &model.EnableKeyRequest{KeyId: &id})
	require.NoError(t, err)
	got, err = r.describe(t, id)
	require.NoError(t, err)
	assert.Equal(t, model.KeyStateEnabled, *got.KeyState)
}

const pending, disabled = "pending", "disabled"

// commands are what can be asked of a key, with the states in which it is refused.
var commands = map[string]struct {
	run      func(*testing.T, *room, *string) error
	refusals []string // the states in which the command is refused
}{
	"EnableKey": {func(t *testing.T, r *room, id *string) error {
		_, err := r.EnableKey(at(t), &model.EnableKeyRequest{KeyId: id})
		return err
	}, []string{pending}},
	"DisableKey": {func(t *testing.T, r *room, id *string) error {
		_, err := r.DisableKey(at(t), &model.DisableKeyRequest{KeyId: id})
		return err
	}, []string{pending}},
	"ScheduleKeyDeletion": {func(t *testing.T, r *room, id *string) error {
		_, err := r.ScheduleKeyDeletion(at(t), &model.ScheduleKeyDeletionRequest{KeyId: id})
		return err
	}, []string{pending}},
	"UpdateKeyDescription": {func(t *testing.T, r *room, id *string) error {
		_, err := r.UpdateKeyDescription(
			at(t), &model.UpdateKeyDescriptionRequest{KeyId: id, Description: new("x")},
		)
		return err
	}, []string{pending}},
	"TagResource": {func(t *testing.T, r *room, id *string) error {
		_, err := r.TagResource(at(t), &model.TagResourceRequest{KeyId: id, Tags: pairs("a", "b")})
		return err
	}, []string{pending}},
	"UntagResource": {func(t *testing.T, r *room, id *string) error {
		_, err := r.UntagResource(at(t), &model.UntagResourceRequest{KeyId: id, TagKeys: []string{"a"}})
		return err
	}, []string{pending}},
	"CreateAlias": {func(t *testing.T, r *room, id *string) error {
		_, err := r.CreateAlias(
			at(t), &model.CreateAliasRequest{AliasName: new("alias/x"), TargetKeyId: id},
		)
		return err
	}, []string{pending}},
	"EnableKeyRotation": {func(t *testing.T, r *room, id *string) error {
		_, err := r.EnableKeyRotation(at(t), &model.EnableKeyRotationRequest{KeyId: id})
		return err
	}, []string{disabled, pending}},
	"DisableKeyRotation": {func(t *testing.T, r *room, id *string) error {
		_, err := r.DisableKeyRotation(at(t), &model.DisableKeyRotationRequest{KeyId: id})
		return err
	}, []string{disabled, pending}},
	"PutKeyPolicy": {func(t *testing.T, r *room, id *string) error {
		_, err := r.PutKeyPolicy(
			at(t), &model.PutKeyPolicyRequest{KeyId: id, Policy: new(`{"Statement":{"Effect":"Allow"}}`)},
		)
		return err
	}, nil},
	"GetKeyPolicy": {func(t *testing.T, r *room, id *string) error {
		_, err := r.GetKeyPolicy(at(t), &model.GetKeyPolicyRequest{KeyId: id})
		return err
	}, nil},
	"GetKeyRotationStatus": {func(t *testing.T, r *room, id *string) error {
		_, err := r.GetKeyRotationStatus(at(t), &model.GetKeyRotationStatusRequest{KeyId: id})
		return err
	}, nil},
	"ListResourceTags": {func(t *testing.T, r *room, id *string) error {
		_, err := r.ListResourceTags(at(t), &model.ListResourceTagsRequest{KeyId: id})
		return err
	}, nil},
}

// TestService_commands gives every command to a key in every state.
func TestService_commands(t *testing.T) {
	t.Parallel()
	for name, c := range commands {
		for _, state := range []string{"enabled", disabled, pending} {
			t.Run(name+" "+state, func(t *testing.T) {
				t.Parallel()
				r := open(t)
				id := r.create(t)
				want := ""
				switch state {
				case disabled:
					r.disable(t, id)
					want = "DisabledException: " + keyARN(id) + " is disabled."
				case pending:
					r.schedule(t, id)
					want = errPending(id)
				}
				err := c.run(t, r, &id)
				if !slices.Contains(c.refusals, state) {
					require.NoError(t, err)
					return
				}
				require.EqualError(t, err, want)
				require.EqualError(t, c.run(t, r, new(nobody)), errNoKey(nobody))
			})
		}
	}
}
