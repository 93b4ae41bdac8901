package secrets_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// list reads all pages and returns the names of the connections in them.
func (r *room) list(t testing.TB, in secretsmanager.ListSecretsRequest) (connections []string) {
	t.Helper()
	for {
		out, err := r.ListSecrets(as(t, home), &in)
		require.NoError(t, err)
		for _, s := range out.SecretList {
			connections = append(connections, strings.Split(*s.Name, "/")[1])
		}
		if in.NextToken = out.NextToken; in.NextToken == nil {
			return connections
		}
	}
}

func TestService_ListSecrets(t *testing.T) {
	t.Parallel()
	t.Run("shows what DescribeSecret shows", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		d := r.describe(t, r.create(t, "orders", "{}"))
		out, err := r.ListSecrets(as(t, home), &secretsmanager.ListSecretsRequest{})
		require.NoError(t, err)
		assert.Equal(t, &secretsmanager.ListSecretsResponse{SecretList: []secretsmanager.SecretListEntry{{
			ARN: d.ARN, Name: d.Name, LastChangedDate: d.LastChangedDate, Tags: d.Tags,
			SecretVersionsToStages: d.VersionIdsToStages, OwningService: d.OwningService, CreatedDate: d.CreatedDate,
		}}}, out)
	})
	t.Run("is empty, not absent", func(t *testing.T) {
		t.Parallel()
		out, err := open(t).ListSecrets(as(t, home), &secretsmanager.ListSecretsRequest{})
		require.NoError(t, err)
		assert.Equal(
			t, &secretsmanager.ListSecretsResponse{SecretList: []secretsmanager.SecretListEntry{}}, out,
		)
	})
	t.Run("shows nothing of another account or region", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		r.create(t, "orders", "{}")
		for _, c := range []awsapi.Caller{
			{Account: "1", Region: home.Region}, {Account: home.Account, Region: "eu-west-2"},
		} {
			out, err := r.ListSecrets(as(t, c), &secretsmanager.ListSecretsRequest{})
			require.NoError(t, err)
			assert.Empty(t, out.SecretList)
		}
	})
	t.Run("leaves out what is marked for deletion unless asked, and what is gone", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		r.create(t, "a", "{}")
		r.remove(t, r.create(t, "b", "{}"), time.Second)
		planned := secretsmanager.ListSecretsRequest{IncludePlannedDeletion: new(true)}
		assert.Equal(t, []string{"a"}, r.list(t, secretsmanager.ListSecretsRequest{}))
		assert.Equal(t, []string{"a", "b"}, r.list(t, planned))
		r.pass(time.Second)
		assert.Equal(t, []string{"a"}, r.list(t, planned))
	})
}

func TestService_ListSecrets_order(t *testing.T) {
	t.Parallel()
	r := open(t)
	arns := map[string]string{}
	for _, name := range []string{"c", "a", "d", "b"} {
		arns[name] = r.create(t, name, "{}")
		r.pass(time.Second)
	}
	r.put(t, arns["a"], "{}")
	r.pass(time.Second)
	for _, name := range []string{"d", "b"} {
		_, err := r.GetSecretValue(
			as(t, home), &secretsmanager.GetSecretValueRequest{SecretId: new(arns[name])},
		)
		require.NoError(t, err)
		r.pass(24 * time.Hour)
	}
	for _, c := range []struct {
		by   secretsmanager.SortByType
		want string
	}{
		{"", "c a d b"},
		{"created-date", "c a d b"},
		{"name", "a b c d"},
		{"last-changed-date", "c d b a"},
		{"last-accessed-date", "a c d b"},
	} {
		for _, size := range []int{1, 3, 100} {
			in := secretsmanager.ListSecretsRequest{MaxResults: &size}
			if c.by != "" {
				in.SortBy = &c.by
			}
			up := strings.Fields(c.want)
			assert.Equal(t, up, r.list(t, in), "by %q, %d a page", c.by, size)
			in.SortOrder = new(secretsmanager.SortOrderTypeAsc)
			assert.Equal(t, up, r.list(t, in), "by %q, %d a page, asc", c.by, size)
			in.SortOrder = new(secretsmanager.SortOrderTypeDesc)
			down := []string{up[3], up[2], up[1], up[0]}
			assert.Equal(t, down, r.list(t, in), "by %q, %d a page, desc", c.by, size)
		}
	}
}

func TestService_ListSecrets_filters(t *testing.T) {
	t.Parallel()
	r := open(t)
	for _, name := range []string{"orders", "Orders-2", "billing"} {
		r.create(t, name, "{}")
		r.pass(time.Second)
	}
	all := "orders Orders-2 billing"
	for _, c := range []struct{ key, values, want string }{
		{"name", "events!connection/o", "orders"},
		{"name", "events!connection/O events!connection/b", "Orders-2 billing"},
		{"name", "!events!connection/o", "Orders-2 billing"},
		{"name", "orders", ""},
		{"tag-key", "aws:secretsmanager:", all},
		{"tag-key", "AWS:", ""},
		{"tag-value", "events", all},
		{"tag-value", "!eve", ""},
		{"owning-service", "event", all},
		{"owning-service", "rds", ""},
		{"description", "o", ""},
		{"description", "!o", all},
		{"primary-region", "eu-", ""},
		{"all", "ORDERS", "orders Orders-2"},
		{"all", "orders_EVENTS", "orders Orders-2"},
		{"all", "orders_billing", ""},
		{"all", "!orders", "billing"},
	} {
		var values []string
		for _, v := range strings.Fields(c.values) {
			values = append(values, strings.ReplaceAll(v, "_", " "))
		}
		got := r.list(
			t,
			secretsmanager.ListSecretsRequest{
				MaxResults: new(1),
				Filters: []secretsmanager.Filter{
					{Key: new(secretsmanager.FilterNameStringType(c.key)), Values: values},
				},
			},
		)
		assert.Equal(t, c.want, strings.Join(got, " "), "%s %s", c.key, c.values)
	}
	t.Run("every filter must pass", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, []string{"Orders-2"}, r.list(t, secretsmanager.ListSecretsRequest{Filters: []secretsmanager.Filter{
			{Key: new(secretsmanager.FilterNameStringTypeAll), Values: []string{"orders"}},
			{Key: new(secretsmanager.FilterNameStringTypeName), Values: []string{"!events!connection/o"}},
		}}))
	})
	t.Run("a filter needs a key and values", func(t *testing.T) {
		t.Parallel()
		for want, f := range map[string]secretsmanager.Filter{
			"InvalidParameterException: Invalid filter key": {Values: []string{"x"}},
			"InvalidParameterException: Invalid filter values for key: all": {
				Key: new(secretsmanager.FilterNameStringTypeAll),
			},
		} {
			_, err := r.ListSecrets(
				as(t, home), &secretsmanager.ListSecretsRequest{Filters: []secretsmanager.Filter{f}},
			)
			assert.EqualError(t, err, want)
		}
	})
}

// The words are those of another emulator's tests, which run against AWS, and of the documentation.
func TestService_ListSecrets_filters_own(t *testing.T) {
	t.Parallel()
	r := open(t)
	for n, in := range []secretsmanager.CreateSecretRequest{
		{Name: new("SecretOne"), Description: new("The first of mine")},
		{Name: new("team/second"), Tags: []secretsmanager.Tag{{Key: new("Team"), Value: new("Shoes")}}},
	} {
		in.ClientRequestToken = request(n)
		_, err := r.CreateSecret(as(t, home), &in)
		require.NoError(t, err)
		r.pass(time.Second)
	}
	for _, c := range []struct{ key, value, want string }{
		{"all", "sec", "SecretOne team/second"},
		{"all", "ret", ""},
		{"all", "one", "SecretOne"},
		{"all", "secretone", "SecretOne"},
		{"all", "MINE the", "SecretOne"},
		{"all", "shoe", "team/second"},
		{"all", "events", ""},
		{"name", "Secret", "SecretOne"},
		{"name", "secret", ""},
		{"description", "the FIRST", "SecretOne"},
		{"description", "first", ""},
		{"tag-key", "Te", "team/second"},
		{"tag-key", "te", ""},
		{"tag-value", "Sh", "team/second"},
		{"tag-value", "!Sh", "SecretOne"},
		{"owning-service", "events", ""},
		{"owning-service", "!events", "SecretOne team/second"},
	} {
		out, err := r.ListSecrets(as(t, home), &secretsmanager.ListSecretsRequest{Filters: []secretsmanager.Filter{
			{Key: new(secretsmanager.FilterNameStringType(c.key)), Values: []string{c.value}},
		}})
		require.NoError(t, err)
		var got []string
		for _, s := range out.SecretList {
			got = append(got, *s.Name)
		}
		assert.Equal(t, c.want, strings.Join(got, " "), "%s %s", c.key, c.value)
	}
}

func TestService_ListSecrets_token(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.create(t, "a", "{}")
	r.create(t, "b", "{}")
	first, err := r.ListSecrets(as(t, home), &secretsmanager.ListSecretsRequest{MaxResults: new(1)})
	require.NoError(t, err)
	for name, in := range map[string]secretsmanager.ListSecretsRequest{
		"of nobody": {NextToken: new("AAAA")},
		"of another order": {
			NextToken: first.NextToken, SortOrder: new(secretsmanager.SortOrderTypeDesc),
		},
		"of other filters": {
			NextToken: first.NextToken,
			Filters: []secretsmanager.Filter{
				{Key: new(secretsmanager.FilterNameStringTypeAll), Values: []string{"a"}},
			},
		},
		"with those to be deleted": {NextToken: first.NextToken, IncludePlannedDeletion: new(true)},
	} {
		_, err := r.ListSecrets(as(t, home), &in)
		assert.EqualError(t, err, badToken, name)
	}
	_, err = r.ListSecrets(
		as(t, awsapi.Caller{Account: "1", Region: home.Region}),
		&secretsmanager.ListSecretsRequest{NextToken: first.NextToken},
	)
	require.EqualError(t, err, badToken)
}

// crowd makes n secrets in one commit.
func (r *room) crowd(t testing.TB, n int) (arns []string) {
	r.update(t, func(tx *transaction.Tx) error {
		arns = nil
		for i := range n {
			arn, err := r.vault.Create(
				tx, "c"+strconv.Itoa(i), "", awsapi.NewSecret(`{"api_key_name":"x","api_key_value":"y"}`),
			)
			if err != nil {
				return err
			}
			arns = append(arns, arn)
		}
		return nil
	})
	return arns
}

// The cost is counted in allocations, which do not depend on the machine: a
// page of 100 secrets in the order of their names, or of their creation, has the same among 100 as
// among 10,000, but for the few of a deeper tree.
func TestService_ListSecrets_cost(t *testing.T) {
	for _, by := range []*secretsmanager.SortByType{
		nil, new(secretsmanager.SortByTypeCreatedDate), new(secretsmanager.SortByTypeName),
	} {
		cost := map[int]float64{}
		for _, n := range []int{100, 10_000} {
			r := open(t)
			r.crowd(t, n)
			in := &secretsmanager.ListSecretsRequest{SortBy: by}
			cost[n] = testing.AllocsPerRun(5, func() {
				out, err := r.ListSecrets(as(t, home), in)
				require.NoError(t, err)
				require.Len(t, out.SecretList, 100)
			})
		}
		assert.InEpsilon(t, cost[100], cost[10_000], 0.1)
	}
}

func TestService_ListSecrets_rare(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.crowd(t, 1001)
	r.pass(time.Second)
	r.create(t, "rare", "{}")
	in := secretsmanager.ListSecretsRequest{
		Filters: []secretsmanager.Filter{
			{Key: new(secretsmanager.FilterNameStringTypeAll), Values: []string{"rare"}},
		},
	}
	out, err := r.ListSecrets(as(t, home), &in)
	require.NoError(t, err)
	assert.Empty(t, out.SecretList, "one call looks at no more than a thousand")
	assert.NotNil(t, out.NextToken)
	assert.Equal(t, []string{"rare"}, r.list(t, in))
}

func BenchmarkService_ListSecrets(b *testing.B) {
	for _, n := range []int{100, 10_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			r := open(b)
			r.crowd(b, n)
			for b.Loop() {
				_, err := r.ListSecrets(as(b, home), &secretsmanager.ListSecretsRequest{})
				require.NoError(b, err)
			}
		})
	}
}
