package secrets

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// UpdateSecret changes what is given and keeps the rest. A value becomes a new version, which is
// AWSCURRENT. A request that is repeated with the same value succeeds (RECORDED).
//
// Errors: ValidationException, InvalidParameterException, InvalidRequestException,
// ResourceNotFoundException, ResourceExistsException, LimitExceededException.
func (s *Service) UpdateSecret(
	ctx context.Context, in *model.UpdateSecretRequest,
) (*model.UpdateSecretResponse, error) {
	given, err := valueOf(in.SecretString, in.SecretBinary)
	switch {
	case err != nil:
		return nil, err
	case in.ClientRequestToken == nil:
		return nil, errNoToken()
	case in.Type != nil:
		return nil, errExternal()
	}
	return edit(ctx, s, in.SecretId, func(
		tx *transaction.Tx, found *secret,
	) (*model.UpdateSecretResponse, error) {
		out := &model.UpdateSecretResponse{ARN: &found.ARN, Name: &found.Name}
		found.Description = awsapi.ValueOr(in.Description, found.Description)
		found.KMSKeyID = keyOf(awsapi.ValueOr(in.KmsKeyId, found.KMSKeyID))
		found.Changed = tx.Now()
		if given.absent() {
			return out, nil
		}
		out.VersionId = in.ClientRequestToken
		_, err := found.write(tx.Now(), *in.ClientRequestToken, given, nil)
		return out, err
	})
}
