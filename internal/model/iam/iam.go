// Package iam holds what the official API model says of AWS Identity and
// Access Management: shapes, constraints and the Server interface.
package iam

// The operations named here are the ones that are served, and the ones that model.json has whole.
//
//go:generate go run ../generate CreateRole GetRole ListRoles UpdateRole DeleteRole UpdateAssumeRolePolicy UpdateRoleDescription PutRolePermissionsBoundary DeleteRolePermissionsBoundary PutRolePolicy GetRolePolicy DeleteRolePolicy ListRolePolicies CreatePolicy GetPolicy ListPolicies DeletePolicy CreatePolicyVersion GetPolicyVersion ListPolicyVersions DeletePolicyVersion SetDefaultPolicyVersion AttachRolePolicy DetachRolePolicy ListAttachedRolePolicies ListEntitiesForPolicy ListInstanceProfilesForRole TagRole UntagRole ListRoleTags TagPolicy UntagPolicy ListPolicyTags ListAccountAliases GetUser CreateServiceLinkedRole DeleteServiceLinkedRole GetServiceLinkedRoleDeletionStatus
