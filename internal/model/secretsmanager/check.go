package secretsmanager

import "github.com/eventbridge-connections/emulator/internal/awsapi"

// Check says which constraints of the model are broken.
func (r *SecretValueEntry) Check() error { return awsapi.NewOutput(shapeSecretValueEntry, r).Check() }

// Check says which constraints of the model are broken.
func (r *DescribeSecretResponse) Check() error {
	return awsapi.NewOutput(shapeDescribeSecretResponse, r).Check()
}
