package sts

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/sts"
)

// checkRequest refuses tags that cannot be, for a caller whose session may be nil, and what is no
// policy.
func checkRequest(in *model.AssumeRoleRequest, own *session) error {
	for i, t := range in.Tags {
		if hasTag(in.Tags[:i], *t.Key) {
			return errTagTwice()
		}
	}
	for _, key := range in.TransitiveTagKeys {
		if !hasTag(in.Tags, key) {
			return errNotTagged()
		}
		if own != nil &&
			slices.ContainsFunc(
				own.Transitive,
				func(k string) bool { return strings.EqualFold(k, key) },
			) {
			return errTagKept()
		}
	}
	return checkPolicy(in.Policy)
}

// hasTag tells whether one of the tags has the key. Keys are the same without regard to case
// (RECORDED).
func hasTag(tags []model.Tag, key string) bool {
	return slices.ContainsFunc(
		tags,
		func(t model.Tag) bool { return strings.EqualFold(*t.Key, key) },
	)
}

// checkPolicy refuses a session policy that is no JSON.
//
// Differs from AWS: nothing else of it is looked at.
func checkPolicy(policy *string) error {
	if policy != nil && !json.Valid([]byte(*policy)) {
		return errPolicy()
	}
	return nil
}

// denied makes the error of who may not do something (RECORDED).
func denied(message string) error {
	return &awsapi.Error{Code: "AccessDenied", Message: message, Status: 403}
}
