// Package kms holds what the official API model says of AWS Key Management Service:
// shapes, constraints and the Server interface.
package kms

// The operations named here are the ones that are served, and the ones that model.json has whole.
//
//go:generate go run ../generate CancelKeyDeletion CreateAlias CreateKey DeleteAlias DescribeKey DisableKey DisableKeyRotation EnableKey EnableKeyRotation GetKeyPolicy GetKeyRotationStatus ListAliases ListKeyPolicies ListKeys ListResourceTags PutKeyPolicy ScheduleKeyDeletion TagResource UntagResource UpdateAlias UpdateKeyDescription
