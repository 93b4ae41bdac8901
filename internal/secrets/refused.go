package secrets

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// refuse answers everything that would change a secret: its owner alone may
// (RECORDED for PutSecretValue), also while it is marked for deletion (INFERRED).
//
// Errors: InvalidRequestException; ResourceNotFoundException for an id that names nothing.
func (s *Service) refuse(ctx context.Context, id *string) error {
	_, err := transaction.View(ctx, s.Store, func(tx *transaction.Tx) (*secret, error) {
		return find(tx, *id)
	})
	if err != nil {
		return err
	}
	return errOwned()
}

// PutSecretValue is refused.
func (s *Service) PutSecretValue(ctx context.Context, in *secretsmanager.PutSecretValueRequest) (*secretsmanager.PutSecretValueResponse, error) {
	return nil, s.refuse(ctx, in.SecretId)
}

// UpdateSecret is refused.
func (s *Service) UpdateSecret(ctx context.Context, in *secretsmanager.UpdateSecretRequest) (*secretsmanager.UpdateSecretResponse, error) {
	return nil, s.refuse(ctx, in.SecretId)
}

// UpdateSecretVersionStage is refused.
func (s *Service) UpdateSecretVersionStage(ctx context.Context, in *secretsmanager.UpdateSecretVersionStageRequest) (*secretsmanager.UpdateSecretVersionStageResponse, error) {
	return nil, s.refuse(ctx, in.SecretId)
}

// DeleteSecret is refused.
//
// Differs from AWS: ForceDeleteWithoutRecovery of a secret that does not exist is documented to succeed.
func (s *Service) DeleteSecret(ctx context.Context, in *secretsmanager.DeleteSecretRequest) (*secretsmanager.DeleteSecretResponse, error) {
	return nil, s.refuse(ctx, in.SecretId)
}

// RestoreSecret is refused.
func (s *Service) RestoreSecret(ctx context.Context, in *secretsmanager.RestoreSecretRequest) (*secretsmanager.RestoreSecretResponse, error) {
	return nil, s.refuse(ctx, in.SecretId)
}

// RotateSecret is refused.
func (s *Service) RotateSecret(ctx context.Context, in *secretsmanager.RotateSecretRequest) (*secretsmanager.RotateSecretResponse, error) {
	return nil, s.refuse(ctx, in.SecretId)
}

// CancelRotateSecret is refused.
func (s *Service) CancelRotateSecret(ctx context.Context, in *secretsmanager.CancelRotateSecretRequest) (*secretsmanager.CancelRotateSecretResponse, error) {
	return nil, s.refuse(ctx, in.SecretId)
}

// TagResource is refused.
func (s *Service) TagResource(ctx context.Context, in *secretsmanager.TagResourceRequest) (*awsapi.Unit, error) {
	return nil, s.refuse(ctx, in.SecretId)
}

// UntagResource is refused.
func (s *Service) UntagResource(ctx context.Context, in *secretsmanager.UntagResourceRequest) (*awsapi.Unit, error) {
	return nil, s.refuse(ctx, in.SecretId)
}

// PutResourcePolicy is refused.
func (s *Service) PutResourcePolicy(ctx context.Context, in *secretsmanager.PutResourcePolicyRequest) (*secretsmanager.PutResourcePolicyResponse, error) {
	return nil, s.refuse(ctx, in.SecretId)
}

// DeleteResourcePolicy is refused.
func (s *Service) DeleteResourcePolicy(ctx context.Context, in *secretsmanager.DeleteResourcePolicyRequest) (*secretsmanager.DeleteResourcePolicyResponse, error) {
	return nil, s.refuse(ctx, in.SecretId)
}

// ReplicateSecretToRegions is refused.
func (s *Service) ReplicateSecretToRegions(ctx context.Context, in *secretsmanager.ReplicateSecretToRegionsRequest) (*secretsmanager.ReplicateSecretToRegionsResponse, error) {
	return nil, s.refuse(ctx, in.SecretId)
}

// RemoveRegionsFromReplication is refused.
func (s *Service) RemoveRegionsFromReplication(ctx context.Context, in *secretsmanager.RemoveRegionsFromReplicationRequest) (*secretsmanager.RemoveRegionsFromReplicationResponse, error) {
	return nil, s.refuse(ctx, in.SecretId)
}

// StopReplicationToReplica is refused.
func (s *Service) StopReplicationToReplica(ctx context.Context, in *secretsmanager.StopReplicationToReplicaRequest) (*secretsmanager.StopReplicationToReplicaResponse, error) {
	return nil, s.refuse(ctx, in.SecretId)
}
