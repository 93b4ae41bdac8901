package secrets

import (
	"context"
	"time"

	model "github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// PutSecretValue stores a new version of a secret, whose id is the token of the request (RECORDED).
//
// Errors: ValidationException, InvalidParameterException, InvalidRequestException,
// ResourceNotFoundException, ResourceExistsException, LimitExceededException.
func (s *Service) PutSecretValue(
	ctx context.Context, in *model.PutSecretValueRequest,
) (*model.PutSecretValueResponse, error) {
	given, err := valueOf(in.SecretString, in.SecretBinary)
	switch {
	case err != nil:
		return nil, err
	case in.ClientRequestToken == nil:
		return nil, errNoToken()
	case given.absent():
		return nil, errNoValue()
	}
	return edit(ctx, s, in.SecretId, func(
		tx *transaction.Tx, found *secret,
	) (*model.PutSecretValueResponse, error) {
		at, err := found.write(tx.Now(), *in.ClientRequestToken, given, in.VersionStages)
		if err != nil {
			return nil, err
		}
		return &model.PutSecretValueResponse{
			ARN:           &found.ARN,
			Name:          &found.Name,
			VersionId:     in.ClientRequestToken,
			VersionStages: found.Versions[at].Stages,
		}, nil
	})
}

// write adds a version and returns its place. Where a request is repeated, with the same value, it
// adds nothing but the labels that it names (RECORDED).
//
// Errors: ResourceExistsException, LimitExceededException.
func (s *secret) write(now time.Time, token string, given value, labels []string) (int, error) {
	at := s.place(token)
	switch {
	case at < 0:
		at = 0
		if err := s.add(now, token, given, labels); err != nil {
			return 0, err
		}
	case !s.Versions[at].holds(given):
		return 0, errTokenUsed(token, s.ARN)
	default:
		for _, label := range labels {
			s.attach(at, label)
		}
	}
	if len(s.Versions[at].Stages) > maxStages {
		return 0, errTooManyStages()
	}
	return at, nil
}
