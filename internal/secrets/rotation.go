package secrets

import (
	"context"

	model "github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// RotateSecret is refused: as AWS does without a function to rotate with (RECORDED), and with a
// sentence of the emulator's own otherwise.
//
// Differs from AWS: no secret is rotated.
//
// Errors: ValidationException, InvalidRequestException, ResourceNotFoundException.
func (s *Service) RotateSecret(
	ctx context.Context, in *model.RotateSecretRequest,
) (*model.RotateSecretResponse, error) {
	if in.ClientRequestToken == nil {
		return nil, errNoToken()
	}
	return edit(ctx, s, in.SecretId, func(
		*transaction.Tx, *secret,
	) (*model.RotateSecretResponse, error) {
		if in.RotationLambdaARN == nil {
			return nil, errNoFunction()
		}
		return nil, errRotation()
	})
}

// CancelRotateSecret succeeds without a rotation, whose absence is shown from then on (RECORDED).
//
// Errors: ValidationException, InvalidRequestException, ResourceNotFoundException.
func (s *Service) CancelRotateSecret(
	ctx context.Context, in *model.CancelRotateSecretRequest,
) (*model.CancelRotateSecretResponse, error) {
	return edit(ctx, s, in.SecretId, func(
		_ *transaction.Tx, found *secret,
	) (*model.CancelRotateSecretResponse, error) {
		found.Unrotated = true
		return &model.CancelRotateSecretResponse{ARN: &found.ARN, Name: &found.Name}, nil
	})
}
