// Package secretsmanager holds what the official API model says of AWS Secrets Manager:
// shapes, constraints and the Server interface.
package secretsmanager

// The operations named here are the ones that are served.
//
//go:generate go run ../generate BatchGetSecretValue CancelRotateSecret CreateSecret DeleteResourcePolicy DeleteSecret DescribeSecret GetRandomPassword GetResourcePolicy GetSecretValue ListSecretVersionIds ListSecrets PutResourcePolicy PutSecretValue RemoveRegionsFromReplication ReplicateSecretToRegions RestoreSecret RotateSecret StopReplicationToReplica TagResource UntagResource UpdateSecret UpdateSecretVersionStage ValidateResourcePolicy
