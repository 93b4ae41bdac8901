package secrets

import (
	"context"
	"slices"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// ListSecretVersionIds lists the versions of a secret, the oldest first
// (RECORDED once). IncludeDeprecated changes nothing: every version has a label.
//
// Errors: ResourceNotFoundException, InvalidNextTokenException.
func (s *Service) ListSecretVersionIds(ctx context.Context, in *secretsmanager.ListSecretVersionIdsRequest) (*secretsmanager.ListSecretVersionIdsResponse, error) {
	return transaction.View(ctx, s.Store, func(tx *transaction.Tx) (*secretsmanager.ListSecretVersionIdsResponse, error) {
		found, err := find(tx, *in.SecretId)
		if err != nil {
			return nil, err
		}
		bound := []string{"ListSecretVersionIds", found.ARN}
		after, err := s.Tokens.Continue(in.NextToken, bound...)
		if err != nil {
			return nil, errToken()
		}
		out := &secretsmanager.ListSecretVersionIdsResponse{ARN: &found.ARN, Name: &found.Name}
		rest := found.versions(after)
		out.Versions = rest[:min(len(rest), awsapi.ValueOr(in.MaxResults, defaultPage))]
		if len(out.Versions) < len(rest) {
			out.NextToken = new(s.Tokens.Seal(*out.Versions[len(out.Versions)-1].VersionId, bound...))
		}
		return out, nil
	})
}

// versions shows the versions after the one with the given id, the oldest first.
func (s *secret) versions(after string) []secretsmanager.SecretVersionsListEntry {
	key := s.KMSKeyID
	if key == "" {
		key = "DefaultEncryptionKey" // RECORDED
	}
	out := []secretsmanager.SecretVersionsListEntry{}
	for i, v := range slices.Backward(s.Versions) {
		if v.ID == after {
			out = out[:0]
			continue
		}
		out = append(out, secretsmanager.SecretVersionsListEntry{
			VersionId:        &v.ID,
			VersionStages:    stagesOf(i),
			LastAccessedDate: v.Accessed,
			CreatedDate:      v.Created,
			KmsKeyIds:        []string{key},
		})
	}
	return out
}
