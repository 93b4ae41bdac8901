package kms_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	model "github.com/eventbridge-connections/emulator/internal/model/kms"
)

func TestService_GetKeyRotationStatus(t *testing.T) {
	t.Parallel()
	r := open(t)
	id := r.create(t)
	status := func() *model.GetKeyRotationStatusResponse {
		out, err := r.GetKeyRotationStatus(at(t), &model.GetKeyRotationStatusRequest{KeyId: &id})
		require.NoError(t, err)
		return out
	}
	off := &model.GetKeyRotationStatusResponse{KeyId: &id, KeyRotationEnabled: new(false)}
	on := func(days int, next time.Time) *model.GetKeyRotationStatusResponse {
		return &model.GetKeyRotationStatusResponse{
			KeyId: &id, KeyRotationEnabled: new(true), RotationPeriodInDays: &days, NextRotationDate: next,
		}
	}
	assert.Equal(t, off, status())
	_, err := r.EnableKeyRotation(at(t), &model.EnableKeyRotationRequest{KeyId: &id})
	require.NoError(t, err)
	assert.Equal(t, on(365, start.Add(365*day)), status())
	_, err = r.EnableKeyRotation(
		at(t), &model.EnableKeyRotationRequest{KeyId: &id, RotationPeriodInDays: new(90)},
	)
	require.NoError(t, err)
	r.pass(90 * day)
	assert.Equal(t, on(90, start.Add(180*day)), status(), "the next after one that has been")
	r.schedule(t, id)
	assert.Equal(t, off, status(), "not while it is pending deletion")
	_, err = r.CancelKeyDeletion(at(t), &model.CancelKeyDeletionRequest{KeyId: &id})
	require.NoError(t, err)
	assert.Equal(t, on(90, start.Add(180*day)), status())
	_, err = r.EnableKey(at(t), &model.EnableKeyRequest{KeyId: &id})
	require.NoError(t, err)
	_, err = r.DisableKeyRotation(at(t), &model.DisableKeyRotationRequest{KeyId: &id})
	require.NoError(t, err)
	assert.Equal(t, off, status())

	signs := r.made(
		t,
		&model.CreateKeyRequest{
			KeySpec: new(model.KeySpecRsa2048), KeyUsage: new(model.KeyUsageTypeSignVerify),
		},
	)
	_, err = r.EnableKeyRotation(at(t), &model.EnableKeyRotationRequest{KeyId: signs.KeyId})
	require.EqualError(
		t, err, "UnsupportedOperationException: Only symmetric encryption keys can be rotated.",
	)
}
