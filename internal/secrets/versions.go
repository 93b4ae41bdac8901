package secrets

import (
	"context"
	"slices"
	"strconv"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// ListSecretVersionIds lists the versions of a secret, the oldest first (RECORDED once); those
// without a label only when they are asked for (RECORDED).
//
// Errors: ValidationException, ResourceNotFoundException, InvalidNextTokenException.
func (s *Service) ListSecretVersionIds(
	ctx context.Context, in *model.ListSecretVersionIdsRequest,
) (*model.ListSecretVersionIdsResponse, error) {
	return transaction.View(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*model.ListSecretVersionIdsResponse, error) {
		found, err := find(tx, *in.SecretId)
		if err != nil {
			return nil, err
		}
		all := awsapi.ValueOf(in.IncludeDeprecated)
		q := page.Query{
			Limit:    awsapi.ValueOr(in.MaxResults, defaultPage),
			Token:    in.NextToken,
			Bound:    []string{"ListSecretVersionIds", found.ARN, strconv.FormatBool(all)},
			BadToken: errToken(),
		}
		show := func(v *version) (model.SecretVersionsListEntry, bool, error) {
			return found.versionEntry(v), all || len(v.Stages) > 0, nil
		}
		versions, next, err := page.Collect(s.Tokens, q, found.oldest, show)
		return &model.ListSecretVersionIdsResponse{
			ARN: &found.ARN, Name: &found.Name, Versions: versions, NextToken: next,
		}, err
	})
}

// oldest yields the versions after the one with the given id, the oldest first.
func (s *secret) oldest(after string) page.Items[version] {
	rest := s.Versions
	if at := s.place(after); at >= 0 {
		rest = rest[:at]
	}
	return func(yield func(page.Item[version], error) bool) {
		for i, v := range slices.Backward(rest) {
			if !yield(page.Item[version]{Key: v.ID, Value: &rest[i]}, nil) {
				return
			}
		}
	}
}

func (s *secret) versionEntry(v *version) model.SecretVersionsListEntry {
	key := s.KMSKeyID
	if key == "" {
		key = "DefaultEncryptionKey" // RECORDED
	}
	out := model.SecretVersionsListEntry{
		VersionId:        &v.ID,
		LastAccessedDate: v.Accessed,
		CreatedDate:      v.Created,
		KmsKeyIds:        []string{key},
	}
	if len(v.Stages) > 0 { // RECORDED: absent where there are none
		out.VersionStages = v.Stages
	}
	return out
}
