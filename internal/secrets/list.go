package secrets

import (
	"context"
	"strconv"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

const (
	// defaultPage is the length of a page when none is asked for (UNKNOWN).
	defaultPage = 100
	// maxLooked is how many secrets one call looks at: with a filter that few
	// pass, a page can be short, even empty, and have a token, as AWS documents.
	maxLooked = 1000
)

// listing is what a list was asked for.
type listing struct {
	operation string
	by        model.SortByType
	down      bool
	filters   []model.Filter
	deleted   bool // with those that are marked for deletion
	limit     int
	token     *string
}

// ListSecrets lists secrets a page at a time. They are in the order of their
// creation (DOCUMENTED), the oldest first (UNKNOWN), unless another order is asked for.
//
// Errors: InvalidNextTokenException, InvalidParameterException.
func (s *Service) ListSecrets(
	ctx context.Context, in *model.ListSecretsRequest,
) (*model.ListSecretsResponse, error) {
	l := listing{
		operation: "ListSecrets",
		by:        byCreated,
		down:      awsapi.ValueOf(in.SortOrder) == model.SortOrderTypeDesc,
		filters:   in.Filters,
		deleted:   awsapi.ValueOf(in.IncludePlannedDeletion),
		limit:     awsapi.ValueOr(in.MaxResults, defaultPage),
		token:     in.NextToken,
	}
	if in.SortBy != nil {
		l.by = *in.SortBy
	}
	return transaction.View(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*model.ListSecretsResponse, error) {
		found, next, err := s.list(tx, l)
		out := &model.ListSecretsResponse{
			SecretList: make([]model.SecretListEntry, len(found)), NextToken: next,
		}
		for i, f := range found {
			out.SecretList[i] = f.entry()
		}
		return out, err
	})
}

// list reads one page and returns the token of the next one, if there may be one.
func (s *Service) list(tx *transaction.Tx, l listing) (found []*secret, next *string, err error) {
	if err := checkFilters(l.filters); err != nil {
		return nil, nil, err
	}
	q := page.Query{
		Limit: l.limit, Token: l.token, Bound: l.bound(tx.Caller), Looked: maxLooked, BadToken: errToken(),
	}
	return page.Collect(
		s.Tokens, q, func(after string) page.Items[secret] { return l.items(tx, after) }, l.wants,
	)
}

// items yields the secrets in the order of the list.
func (l listing) items(tx *transaction.Tx, after string) page.Items[secret] {
	switch {
	case l.by == byName && !l.down:
		return table.Scan(tx, "", after)
	case l.by == byCreated && !l.down:
		return created(tx, after)
	}
	return sorted(tx, l.by, l.down, after)
}

func (l listing) wants(s *secret) (*secret, bool, error) {
	return s, (l.deleted || s.Deleted.IsZero()) && s.passes(l.filters), nil
}

// bound is what a token of this list is good for.
func (l listing) bound(c awsapi.Caller) []string {
	out := []string{
		l.operation, c.Account, c.Region, string(l.by), strconv.FormatBool(l.down),
		strconv.FormatBool(l.deleted),
	}
	for _, f := range l.filters {
		out = append(out, string(awsapi.ValueOf(f.Key)), strconv.Itoa(len(f.Values)))
		out = append(out, f.Values...)
	}
	return out
}
