package secrets

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// CreateSecret stores a secret, with a first version where a value is given. A request that was
// made before, with the same token and value, is answered as it was (RECORDED); that this holds
// without a value is UNKNOWN.
//
// Errors: ValidationException, InvalidParameterException, InvalidRequestException,
// ResourceExistsException, LimitExceededException.
func (s *Service) CreateSecret(
	ctx context.Context, in *model.CreateSecretRequest,
) (*model.CreateSecretResponse, error) {
	given, err := checkCreation(in)
	if err != nil {
		return nil, err
	}
	return transaction.Update(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*model.CreateSecretResponse, error) {
		made, err := table.Get(tx, *in.Name)
		if err != nil {
			return nil, err
		}
		if made != nil {
			return made.created(in, given), made.repeats(*in.ClientRequestToken, given)
		}
		if made, err = create(tx, in, given); err != nil {
			return nil, err
		}
		return made.created(in, given), made.store(tx)
	})
}

// checkCreation refuses what needs no look at the secrets that there are, and returns the value.
func checkCreation(in *model.CreateSecretRequest) (value, error) {
	switch {
	case !nameForm.Match(*in.Name):
		return value{}, errName()
	case in.ClientRequestToken == nil:
		return value{}, errNoToken()
	case in.AddReplicaRegions != nil:
		return value{}, errReplicas()
	case in.Type != nil:
		return value{}, errExternal()
	}
	return valueOf(in.SecretString, in.SecretBinary)
}

func create(tx *transaction.Tx, in *model.CreateSecretRequest, given value) (*secret, error) {
	tags, err := tagged(nil, in.Tags)
	if err != nil {
		return nil, err
	}
	made := &secret{
		Name:        *in.Name,
		ARN:         arnOf(tx.Caller, *in.Name),
		Description: awsapi.ValueOf(in.Description),
		KMSKeyID:    keyOf(awsapi.ValueOf(in.KmsKeyId)),
		Tags:        tags,
		Token:       *in.ClientRequestToken,
		Created:     tx.Now(),
		Changed:     tx.Now(),
	}
	if given.absent() {
		return made, nil
	}
	return made, made.add(tx.Now(), made.Token, given, nil)
}

// keyOf is the KMS key that a secret is said to be encrypted with: nothing for AWS's own, also
// where that is named (DOCUMENTED).
func keyOf(identifier string) string {
	if identifier == "alias/aws/secretsmanager" {
		return ""
	}
	return identifier
}

// repeats returns the error of a creation whose name is taken, unless it repeats the one that took
// it.
func (s *secret) repeats(token string, given value) error {
	if !s.Deleted.IsZero() {
		return errScheduled()
	}
	at := s.place(token)
	switch {
	case at >= 0 && s.Versions[at].holds(given), at < 0 && s.Token == token && given.absent():
		return nil
	case at >= 0:
		return errTokenUsed(token, s.ARN)
	}
	return errExists(s.Name)
}

// created is the answer to a creation: the version is in it where a value was given (RECORDED).
func (s *secret) created(
	in *model.CreateSecretRequest, given value,
) *model.CreateSecretResponse {
	out := &model.CreateSecretResponse{ARN: &s.ARN, Name: &s.Name}
	if !given.absent() {
		out.VersionId = in.ClientRequestToken
	}
	return out
}
