package iam

import "github.com/eventbridge-connections/emulator/internal/awsapi"

// Check says which constraints of the model are broken.
func (r *GetRoleResponse) Check() error {
	return awsapi.NewOutput(shapeGetRoleResponse, r).Check()
}
