package secrets

import (
	"context"
	"fmt"
	"strconv"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

const (
	// defaultPage is the length of a page when none is asked for (UNKNOWN).
	defaultPage = 100
	// maxLooked is how many places one call looks at: with a filter that few
	// pass, or where many secrets were that stand elsewhere now, a page can be
	// short, even empty, and have a token, as AWS documents.
	maxLooked = 1000
)

// listing is what a list was asked for.
type listing struct {
	operation string
	by        secretsmanager.SortByType
	down      bool
	filters   []secretsmanager.Filter
	deleted   bool // with those that are marked for deletion
	limit     int
	token     *string
}

// ListSecrets lists secrets a page at a time. They are in the order of their
// creation (DOCUMENTED), the oldest first (UNKNOWN), unless another order is asked for.
//
// Errors: InvalidNextTokenException, InvalidParameterException.
func (s *Service) ListSecrets(ctx context.Context, in *secretsmanager.ListSecretsRequest) (*secretsmanager.ListSecretsResponse, error) {
	l := listing{
		operation: "ListSecrets",
		by:        byCreated,
		down:      awsapi.ValueOf(in.SortOrder) == secretsmanager.SortOrderTypeDesc,
		filters:   in.Filters,
		deleted:   awsapi.ValueOf(in.IncludePlannedDeletion),
		limit:     awsapi.ValueOr(in.MaxResults, defaultPage),
		token:     in.NextToken,
	}
	if in.SortBy != nil {
		l.by = *in.SortBy
	}
	return transaction.View(ctx, s.Store, func(tx *store.Tx, caller awsapi.Caller) (*secretsmanager.ListSecretsResponse, error) {
		found, next, err := s.list(tx, caller, l)
		out := &secretsmanager.ListSecretsResponse{SecretList: make([]secretsmanager.SecretListEntry, len(found)), NextToken: next}
		for i, f := range found {
			out.SecretList[i] = f.entry()
		}
		return out, err
	})
}

// list reads one page and seals the place where the next one begins, if there may be one.
func (s *Service) list(tx *store.Tx, caller awsapi.Caller, l listing) (found []*secret, next *string, err error) {
	if err := checkFilters(l.filters); err != nil {
		return nil, nil, err
	}
	bound := l.bound(caller)
	after, err := s.Tokens.Continue(l.token, bound...)
	if err != nil {
		return nil, nil, errToken()
	}
	found, last, err := l.page(tx, caller, after)
	if last != "" {
		next = new(s.Tokens.Seal(last, bound...))
	}
	return found, next, err
}

// page collects one page. If there may be more, last is the key to go on after.
func (l listing) page(tx *store.Tx, caller awsapi.Caller, after string) (found []*secret, last string, err error) {
	looked := 0
	for at, err := range sorted(tx, caller, l.by, l.down, after) {
		if err != nil {
			return nil, "", fmt.Errorf("list secrets: %w", err)
		}
		if looked == maxLooked || len(found) == l.limit && at.secret != nil {
			return found, last, nil
		}
		looked++
		last = at.key
		if at.secret != nil && (l.deleted || at.secret.Deleted.IsZero()) && at.secret.passes(l.filters) {
			found = append(found, at.secret)
		}
	}
	return found, "", nil
}

// bound is what a token of this list is good for.
func (l listing) bound(c awsapi.Caller) []string {
	out := []string{l.operation, c.Account, c.Region, string(l.by), strconv.FormatBool(l.down), strconv.FormatBool(l.deleted)}
	for _, f := range l.filters {
		out = append(out, string(awsapi.ValueOf(f.Key)), strconv.Itoa(len(f.Values)))
		out = append(out, f.Values...)
	}
	return out
}
