package kms

import "github.com/eventbridge-connections/emulator/internal/awsapi"

// Check says which constraints of the model are broken.
func (r *KeyMetadata) Check() error { return awsapi.NewOutput(shapeKeyMetadata, r).Check() }

// Check says which constraints of the model are broken.
func (r *AliasListEntry) Check() error { return awsapi.NewOutput(shapeAliasListEntry, r).Check() }

// Check says which constraints of the model are broken.
func (r *PutKeyPolicyRequest) Check() error {
	return awsapi.NewOutput(shapePutKeyPolicyRequest, r).Check()
}

// Check says which constraints of the model are broken.
func (r *ListResourceTagsResponse) Check() error {
	return awsapi.NewOutput(shapeListResourceTagsResponse, r).Check()
}
