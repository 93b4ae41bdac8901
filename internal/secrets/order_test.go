package secrets_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

type described = secretsmanager.DescribeSecretResponse

// times are what each order is by, as DescribeSecret shows it.
var times = map[secretsmanager.SortByType]func(*described) time.Time{
	"name":               func(*described) time.Time { return time.Time{} },
	"created-date":       func(d *described) time.Time { return d.CreatedDate },
	"last-changed-date":  func(d *described) time.Time { return d.LastChangedDate },
	"last-accessed-date": func(d *described) time.Time { return d.LastAccessedDate },
}

// TestService_ListSecrets_anything holds every order, up and down, to a plain
// sort of all secrets, whatever became of them.
func TestService_ListSecrets_anything(t *testing.T) {
	t.Parallel()
	for seed := range uint64(20) {
		t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) {
			t.Parallel()
			r := open(t)
			all := r.lives(t, rand.New(rand.NewPCG(seed, 0)))
			for by, time := range times {
				slices.SortFunc(all, func(a, b *described) int {
					return cmp.Or(time(a).Compare(time(b)), cmp.Compare(*a.Name, *b.Name))
				})
				up := names(all)
				r.holds(t, by, secretsmanager.SortOrderTypeAsc, up)
				slices.Reverse(up)
				r.holds(t, by, secretsmanager.SortOrderTypeDesc, up)
			}
		})
	}
}

// lives makes, changes, reads and deletes a few secrets, also at one time and
// on one day, and answers those that are there in the end.
func (r *room) lives(t *testing.T, chance *rand.Rand) (all []*described) {
	var made, kept []string
	for range 60 {
		r.pass([]time.Duration{0, time.Millisecond, 20 * time.Hour}[chance.IntN(3)])
		if len(kept) == 0 || chance.IntN(4) == 0 {
			kept = append(kept, r.create(t, "c", "{}"))
			made = append(made, kept[len(kept)-1])
			continue
		}
		i := chance.IntN(len(kept))
		if chance.IntN(6) == 0 {
			r.remove(t, kept[i], time.Duration(chance.IntN(200))*time.Hour)
			kept = slices.Delete(kept, i, i+1)
			continue
		}
		r.touch(t, chance, kept[i])
	}
	for _, arn := range made {
		d, err := r.DescribeSecret(as(t, home), &secretsmanager.DescribeSecretRequest{SecretId: &arn})
		if err == nil {
			all = append(all, d)
			continue
		}
		require.EqualError(t, err, notFound)
	}
	return all
}

// touch changes or reads a secret.
func (r *room) touch(t *testing.T, chance *rand.Rand, arn string) {
	switch chance.IntN(3) {
	case 0:
		r.put(t, arn, "{}")
	case 1:
		r.update(t, func(tx *transaction.Tx) error { return r.vault.SetKey(tx, arn, "key") })
	default:
		_, err := r.GetSecretValue(as(t, home), &secretsmanager.GetSecretValueRequest{SecretId: &arn})
		require.NoError(t, err)
	}
}

// holds reads a list with pages of several sizes: each but the last is full.
func (r *room) holds(
	t *testing.T, by secretsmanager.SortByType, order secretsmanager.SortOrderType, want []string,
) {
	for _, size := range []int{1, 2, 3, 7, 100} {
		in := secretsmanager.ListSecretsRequest{
			SortBy: &by, SortOrder: &order, MaxResults: &size, IncludePlannedDeletion: new(true),
		}
		for page := range slices.Chunk(want, size) {
			out, err := r.ListSecrets(as(t, home), &in)
			require.NoError(t, err)
			var got []string
			for _, s := range out.SecretList {
				got = append(got, *s.Name)
			}
			require.Equal(t, page, got, "by %s, %s, %d a page", by, order, size)
			in.NextToken = out.NextToken
		}
		assert.Nil(t, in.NextToken, "by %s, %s, %d a page", by, order, size)
	}
}

func names(all []*described) (out []string) {
	for _, d := range all {
		out = append(out, *d.Name)
	}
	return out
}
