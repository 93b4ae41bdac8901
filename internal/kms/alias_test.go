package kms_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/kms"
)

// names are those of the aliases, all or those of a key.
func (r *room) names(t *testing.T, id *string) (names []string) {
	t.Helper()
	out, err := r.ListAliases(at(t), &model.ListAliasesRequest{KeyId: id})
	require.NoError(t, err)
	for _, a := range out.Aliases {
		names = append(names, *a.AliasName)
	}
	return names
}

func TestService_CreateAlias(t *testing.T) {
	t.Parallel()
	r := open(t)
	id := r.create(t)
	create := func(name, target string) error {
		_, err := r.CreateAlias(at(t), &model.CreateAliasRequest{AliasName: &name, TargetKeyId: &target})
		return err
	}
	require.NoError(t, create("alias/orders", keyARN(id)))
	out, err := r.ListAliases(at(t), new(model.ListAliasesRequest))
	require.NoError(t, err)
	assert.Equal(t, &model.ListAliasesResponse{Truncated: new(false), Aliases: []model.AliasListEntry{{
		AliasName: new("alias/orders"), AliasArn: new(arn("alias/orders")), TargetKeyId: &id, CreationDate: start, LastUpdatedDate: start,
	}}}, out)
	for _, c := range []struct{ name, target, want string }{
		{
			"alias/orders", id,
			"AlreadyExistsException: An alias with the name " + arn("alias/orders") + " already exists",
		},
		{
			"orders", id,
			`ValidationException: Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html`,
		},
		{
			"alias/", id,
			`ValidationException: Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html`,
		},
		{"alias/aws/events", id, "NotAuthorizedException: "},
		{"alias/a:b", id, "ValidationException: alias/a:b contains invalid characters for an alias"},
		{"alias/other", nobody, errNoKey(nobody)},
		{"alias/other", "alias/orders", "ValidationException: Aliases must refer to keys. Not aliases"},
		{
			"alias/other", arn("alias/orders"),
			"ValidationException: Aliases must refer to keys. Not aliases",
		},
	} {
		require.EqualError(t, create(c.name, c.target), c.want)
	}
	assert.Equal(t, []string{"alias/orders"}, r.names(t, nil))
	there := awsapi.Caller{Account: home.Account, Region: "us-east-1"}
	elsewhere, err := r.ListAliases(as(t, there), new(model.ListAliasesRequest))
	require.NoError(t, err)
	assert.Empty(t, elsewhere.Aliases)
}

func TestService_UpdateAlias(t *testing.T) {
	t.Parallel()
	r := open(t)
	first, second := r.create(t), r.create(t)
	r.alias(t, "alias/orders", first)
	r.pass(time.Hour)
	move := func(name, target string) error {
		_, err := r.UpdateAlias(at(t), &model.UpdateAliasRequest{AliasName: &name, TargetKeyId: &target})
		return err
	}
	require.NoError(t, move("alias/orders", second))
	out, err := r.ListAliases(at(t), &model.ListAliasesRequest{KeyId: &second})
	require.NoError(t, err)
	require.Len(t, out.Aliases, 1)
	assert.Equal(t, start, out.Aliases[0].CreationDate)
	assert.Equal(t, start.Add(time.Hour), out.Aliases[0].LastUpdatedDate)
	assert.Empty(t, r.names(t, &first))

	require.EqualError(
		t, move("alias/none", second), "NotFoundException: Alias "+arn("alias/none")+" is not found.",
	)
	require.EqualError(t, move("alias/orders", nobody), errNoKey(nobody))
	signs := r.made(
		t,
		&model.CreateKeyRequest{
			KeySpec: new(model.KeySpecRsa2048), KeyUsage: new(model.KeyUsageTypeSignVerify),
		},
	)
	require.EqualError(
		t, move("alias/orders", *signs.KeyId),
		"ValidationException: Alias "+arn("alias/orders")+
			" cannot be changed to a key of another type or usage.",
	)
	r.schedule(t, first)
	require.EqualError(t, move("alias/orders", first), errPending(first))
	assert.Equal(t, []string{"alias/orders"}, r.names(t, &second))
}

func TestService_DeleteAlias(t *testing.T) {
	t.Parallel()
	r := open(t)
	id := r.create(t)
	r.alias(t, "alias/orders", id)
	remove := func(name string) error {
		_, err := r.DeleteAlias(at(t), &model.DeleteAliasRequest{AliasName: &name})
		return err
	}
	r.schedule(t, id)
	require.NoError(t, remove("alias/orders"), "also of a key that is pending deletion")
	assert.Empty(t, r.names(t, &id))
	assert.Empty(t, r.names(t, nil))
	require.EqualError(
		t, remove("alias/orders"), "NotFoundException: Alias "+arn("alias/orders")+" is not found.",
	)
}

func TestService_ListAliases(t *testing.T) {
	t.Parallel()
	r := open(t)
	id, other := r.create(t), r.create(t)
	for _, name := range []string{"alias/c", "alias/a", "alias/b/x"} {
		r.alias(t, name, id)
	}
	r.alias(t, "alias/b", other)
	for name, c := range map[string]struct {
		id   *string
		want []string
	}{
		"all":      {nil, []string{"alias/a", "alias/b", "alias/b/x", "alias/c"}},
		"of a key": {new(keyARN(id)), []string{"alias/a", "alias/b/x", "alias/c"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, c.want, r.names(t, c.id))
			var got []string
			in := &model.ListAliasesRequest{KeyId: c.id, Limit: new(1)}
			for range c.want {
				out, err := r.ListAliases(at(t), in)
				require.NoError(t, err)
				require.Len(t, out.Aliases, 1)
				assert.Equal(t, out.NextMarker != nil, *out.Truncated)
				got, in.Marker = append(got, *out.Aliases[0].AliasName), out.NextMarker
			}
			assert.Equal(t, c.want, got)
			assert.Nil(t, in.Marker)
		})
	}
	t.Run("refuses the marker of another list", func(t *testing.T) {
		t.Parallel()
		keys, err := r.ListKeys(at(t), &model.ListKeysRequest{Limit: new(1)})
		require.NoError(t, err)
		_, err = r.ListAliases(at(t), &model.ListAliasesRequest{Marker: keys.NextMarker})
		require.EqualError(t, err, "InvalidMarkerException: The marker is not valid.")
	})
	t.Run("knows no aliases of an unknown key", func(t *testing.T) {
		t.Parallel()
		_, err := r.ListAliases(at(t), &model.ListAliasesRequest{KeyId: new(nobody)})
		require.EqualError(t, err, errNoKey(nobody))
	})
}
