package secrets_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
)

func TestService_refuses(t *testing.T) {
	t.Parallel()
	r := open(t)
	handle := awsapi.Chain(awsapi.Invoke)
	service := secretsmanager.NewService(r)
	call := func(operation, id string) error {
		_, err := handle(context.Background(), &awsapi.Call{Caller: home, Service: service, Operation: service.Operation(operation), Input: awsapi.Document{
			"SecretId": id, "ClientRequestToken": token, "SecretString": "x",
			"VersionStage": "AWSCURRENT", "ForceDeleteWithoutRecovery": true,
			"ResourcePolicy": `{"Statement":{"Effect":"Allow"}}`, "Tags": []any{}, "TagKeys": []any{},
			"AddReplicaRegions": []any{awsapi.Document{}}, "RemoveReplicaRegions": []any{"eu-west-2"},
		}})
		return err
	}
	arn := r.create(t, "orders", "{}")
	leaving := r.create(t, "leaving", "{}")
	r.remove(t, leaving, time.Second)
	for _, operation := range []string{
		"PutSecretValue", "UpdateSecret", "UpdateSecretVersionStage", "DeleteSecret", "RestoreSecret", "RotateSecret",
		"CancelRotateSecret", "TagResource", "UntagResource", "PutResourcePolicy", "DeleteResourcePolicy",
		"ReplicateSecretToRegions", "RemoveRegionsFromReplication", "StopReplicationToReplica",
	} {
		assert.EqualError(t, call(operation, arn), owned, operation)
		assert.EqualError(t, call(operation, nameOf(arn)), owned, operation)
		assert.EqualError(t, call(operation, leaving), owned, operation)
		if operation != "DeleteSecret" { // which has deleted what is not there
			assert.EqualError(t, call(operation, "other"), notFound, operation)
		}
	}
}

// token is one that a request can have.
const token = "00000000-0000-4000-8000-000000000001"
