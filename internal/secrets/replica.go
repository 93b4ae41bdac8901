package secrets

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// ReplicateSecretToRegions is refused.
//
// Differs from AWS: a secret has no replicas.
//
// Errors: ValidationException, InvalidRequestException, ResourceNotFoundException.
func (s *Service) ReplicateSecretToRegions(
	ctx context.Context, in *secretsmanager.ReplicateSecretToRegionsRequest,
) (*secretsmanager.ReplicateSecretToRegionsResponse, error) {
	return edit(ctx, s, in.SecretId, noReplicas[secretsmanager.ReplicateSecretToRegionsResponse])
}

// RemoveRegionsFromReplication is refused: there are no replicas.
//
// Errors: ValidationException, InvalidRequestException, ResourceNotFoundException.
func (s *Service) RemoveRegionsFromReplication(
	ctx context.Context, in *secretsmanager.RemoveRegionsFromReplicationRequest,
) (*secretsmanager.RemoveRegionsFromReplicationResponse, error) {
	return edit(ctx, s, in.SecretId, noReplicas[secretsmanager.RemoveRegionsFromReplicationResponse])
}

// StopReplicationToReplica is refused: no secret is a replica.
//
// Errors: ValidationException, InvalidRequestException, ResourceNotFoundException.
func (s *Service) StopReplicationToReplica(
	ctx context.Context, in *secretsmanager.StopReplicationToReplicaRequest,
) (*secretsmanager.StopReplicationToReplicaResponse, error) {
	return edit(ctx, s, in.SecretId, noReplicas[secretsmanager.StopReplicationToReplicaResponse])
}

func noReplicas[Out any](*transaction.Tx, *secret) (*Out, error) { return nil, errReplicas() }
