package kms_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	model "github.com/eventbridge-connections/emulator/internal/model/kms"
)

func (r *room) policy(t *testing.T, id string) string {
	t.Helper()
	out, err := r.GetKeyPolicy(
		at(t), &model.GetKeyPolicyRequest{KeyId: &id, PolicyName: new("default")},
	)
	require.NoError(t, err)
	assert.Equal(t, "default", *out.PolicyName)
	return *out.Policy
}

func TestService_GetKeyPolicy(t *testing.T) {
	t.Parallel()
	t.Run("has a default", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		assert.JSONEq(t, `{"Version":"2012-10-17","Id":"key-default-1","Statement":[{"Sid":"Enable IAM User Permissions","Effect":"Allow",`+
			`"Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"}]}`, r.policy(t, r.create(t)))
	})
	t.Run("gives back what was given", func(t *testing.T) {
		t.Parallel()
		const given = `{ "Statement": [ {"Effect": "Deny"} ] }`
		r := open(t)
		assert.Equal(t, given, r.policy(t, *r.made(t, &model.CreateKeyRequest{Policy: new(given)}).KeyId))
	})
	t.Run("knows no other", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		_, err := r.GetKeyPolicy(
			at(t), &model.GetKeyPolicyRequest{KeyId: new(r.create(t)), PolicyName: new("mine")},
		)
		require.EqualError(t, err, "NotFoundException: No such policy exists")
	})
}

func TestService_PutKeyPolicy(t *testing.T) {
	t.Parallel()
	r := open(t)
	id := r.create(t)
	put := func(name, policy string) error {
		_, err := r.PutKeyPolicy(
			at(t), &model.PutKeyPolicyRequest{KeyId: &id, PolicyName: &name, Policy: &policy},
		)
		return err
	}
	const given = `{"Statement":{"Effect":"Allow"}}`
	require.NoError(t, put("default", given))
	require.EqualError(
		t, put("mine", given), "UnsupportedOperationException: Only default policy is supported",
	)
	for _, malformed := range []string{
		"", "x", "[]", "{}", `{"Statement":[1]}`, `{"Statement":{"Effect":"Maybe"}}`,
	} {
		require.EqualError(t, put("default", malformed), "MalformedPolicyDocumentException: ", malformed)
	}
	assert.Equal(t, given, r.policy(t, id))
	out, err := r.ListKeyPolicies(at(t), &model.ListKeyPoliciesRequest{KeyId: &id})
	require.NoError(t, err)
	assert.Equal(
		t, &model.ListKeyPoliciesResponse{PolicyNames: []string{"default"}, Truncated: new(false)}, out,
	)
	_, err = r.ListKeyPolicies(at(t), &model.ListKeyPoliciesRequest{KeyId: &id, Marker: new("x")})
	require.EqualError(t, err, "InvalidMarkerException: The marker is not valid.")
}

func TestService_PutKeyPolicy_pending(t *testing.T) {
	t.Parallel()
	r := open(t)
	id := r.create(t)
	r.schedule(t, id)
	_, err := r.PutKeyPolicy(
		at(t), &model.PutKeyPolicyRequest{KeyId: &id, Policy: new(`{"Statement":{"Effect":"Allow"}}`)},
	)
	require.NoError(t, err)
	r.pass(7 * day)
	_, err = r.describe(t, id)
	require.EqualError(t, err, errNoKey(id), "a new policy does not keep the key")
}
