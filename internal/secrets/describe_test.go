package secrets_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

func (r *room) describe(t testing.TB, id string) *secretsmanager.DescribeSecretResponse {
	t.Helper()
	out, err := r.DescribeSecret(as(t, home), &secretsmanager.DescribeSecretRequest{SecretId: &id})
	require.NoError(t, err)
	return out
}

func TestService_DescribeSecret(t *testing.T) {
	t.Parallel()
	t.Run("has what is recorded and nothing else", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		arn := r.create(t, "orders", "{}")
		assert.Regexp(
			t,
			`^arn:aws:secretsmanager:eu-west-1:111122223333:secret:events!connection/orders/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-[A-Za-z0-9]{6}$`,
			arn,
		)
		id := *r.versions(t, arn)[0].VersionId
		assert.Regexp(t, `^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$`, id)
		assert.Equal(t, &secretsmanager.DescribeSecretResponse{
			ARN:             &arn,
			Name:            new(nameOf(arn)),
			LastChangedDate: start,
			Tags: []secretsmanager.Tag{
				{Key: new("aws:secretsmanager:owningService"), Value: new("events")},
			},
			VersionIdsToStages: map[string][]string{id: {"AWSCURRENT"}},
			OwningService:      new("events"),
			CreatedDate:        start,
		}, r.describe(t, arn))
	})
	t.Run("shows two versions after a change, and no more after the next", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		arn := r.create(t, "orders", "1")
		first := *r.versions(t, arn)[0].VersionId
		r.pass(time.Second)
		r.put(t, arn, "2")
		second := *r.versions(t, arn)[1].VersionId
		assert.Equal(
			t, map[string][]string{first: {"AWSPREVIOUS"}, second: {"AWSCURRENT"}},
			r.describe(t, arn).VersionIdsToStages,
		)
		assert.Equal(t, start.Add(time.Second), r.describe(t, arn).LastChangedDate)
		assert.Equal(t, start, r.describe(t, arn).CreatedDate)
		r.put(t, arn, "3")
		third := *r.versions(t, arn)[1].VersionId
		assert.Equal(
			t, map[string][]string{second: {"AWSPREVIOUS"}, third: {"AWSCURRENT"}},
			r.describe(t, arn).VersionIdsToStages,
		)
	})
}

func TestService_DescribeSecret_key(t *testing.T) {
	t.Parallel()
	t.Run("names a KMS key that was given, until it is taken away", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		var arn string
		r.update(t, func(tx *transaction.Tx) (err error) {
			arn, err = r.vault.Create(tx, "orders", "alias/mine", awsapi.NewSecret("{}"))
			return err
		})
		assert.Equal(t, new("alias/mine"), r.describe(t, arn).KmsKeyId)
		assert.Equal(t, []string{"alias/mine"}, r.versions(t, arn)[0].KmsKeyIds)
		r.pass(time.Second)
		r.update(t, func(tx *transaction.Tx) error { return r.vault.SetKey(tx, arn, "") })
		assert.Nil(t, r.describe(t, arn).KmsKeyId)
		assert.Equal(t, start.Add(time.Second), r.describe(t, arn).LastChangedDate)
		assert.Equal(t, []string{"DefaultEncryptionKey"}, r.versions(t, arn)[0].KmsKeyIds)
	})
}

func TestService_DescribeSecret_deleted(t *testing.T) {
	t.Parallel()
	t.Run("shows when it was marked for deletion, then is not found", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		arn := r.create(t, "orders", "{}")
		before := r.describe(t, arn)
		r.pass(time.Second)
		r.remove(t, arn, 2*time.Second)
		before.DeletedDate, before.LastChangedDate = start.Add(time.Second), start.Add(time.Second)
		assert.Equal(t, before, r.describe(t, arn))
		r.pass(2 * time.Second)
		_, err := r.DescribeSecret(as(t, home), &secretsmanager.DescribeSecretRequest{SecretId: &arn})
		require.EqualError(t, err, notFound)
	})
}

func TestService_DescribeSecret_id(t *testing.T) {
	t.Parallel()
	r := open(t)
	arn := r.create(t, "orders", "{}")
	for _, id := range []string{arn, nameOf(arn), arn[:len(arn)-7]} {
		assert.Equal(t, arn, *r.describe(t, id).ARN, "id %s", id)
	}
	for _, id := range []string{
		"x", nameOf(arn) + "x", nameOf(arn) + arn[len(arn)-7:], "events!connection/orders", arn +
			"x", arn[:len(arn)-6], arn[:len(arn)-1],
		"arn:", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:", arn[:len(arn)-7] + "-aaaaaa",
		"arn:aws:secretsmanager:eu-west-2:111122223333:secret:" + nameOf(arn),
		"arn:aws:secretsmanager:eu-west-1:111122223334:secret:" + nameOf(arn),
		"arn:aws-cn:secretsmanager:eu-west-1:111122223333:secret:" + nameOf(arn),
	} {
		_, err := r.DescribeSecret(as(t, home), &secretsmanager.DescribeSecretRequest{SecretId: &id})
		assert.EqualError(t, err, notFound, "id %s", id)
	}
	for _, c := range []awsapi.Caller{
		{Account: "111122223334", Region: home.Region}, {Account: home.Account, Region: "eu-west-2"},
	} {
		_, err := r.DescribeSecret(as(t, c), &secretsmanager.DescribeSecretRequest{SecretId: &arn})
		assert.EqualError(t, err, notFound, "caller %v", c)
	}
}
