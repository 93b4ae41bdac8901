package secrets

import (
	"context"

	model "github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// ReplicateSecretToRegions is refused.
//
// Differs from AWS: a secret has no replicas.
//
// Errors: ValidationException, InvalidRequestException, ResourceNotFoundException.
func (s *Service) ReplicateSecretToRegions(
	ctx context.Context, in *model.ReplicateSecretToRegionsRequest,
) (*model.ReplicateSecretToRegionsResponse, error) {
	return edit(ctx, s, in.SecretId, noReplicas[model.ReplicateSecretToRegionsResponse])
}

// RemoveRegionsFromReplication is refused: there are no replicas.
//
// Errors: ValidationException, InvalidRequestException, ResourceNotFoundException.
func (s *Service) RemoveRegionsFromReplication(
	ctx context.Context, in *model.RemoveRegionsFromReplicationRequest,
) (*model.RemoveRegionsFromReplicationResponse, error) {
	return edit(ctx, s, in.SecretId, noReplicas[model.RemoveRegionsFromReplicationResponse])
}

// StopReplicationToReplica is refused: no secret is a replica.
//
// Errors: ValidationException, InvalidRequestException, ResourceNotFoundException.
func (s *Service) StopReplicationToReplica(
	ctx context.Context, in *model.StopReplicationToReplicaRequest,
) (*model.StopReplicationToReplicaResponse, error) {
	return edit(ctx, s, in.SecretId, noReplicas[model.StopReplicationToReplicaResponse])
}

func noReplicas[Out any](*transaction.Tx, *secret) (*Out, error) { return nil, errReplicas() }
