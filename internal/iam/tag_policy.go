package iam

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/iam"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// TagPolicy adds tags to a managed policy.
//
// Errors: NoSuchEntity, UnmodifiableEntity, InvalidInput, LimitExceeded.
func (s *Service) TagPolicy(ctx context.Context, in *model.TagPolicyRequest) (*awsapi.Unit, error) {
	return s.edit(ctx, func(tx *transaction.Tx) error {
		p, err := ownPolicy(tx, *in.PolicyArn)
		if err != nil {
			return err
		}
		if len(in.Tags) == 0 {
			return errNoTags()
		}
		if p.Tags, err = tagged(p.Tags, in.Tags, samePolicyTag); err != nil {
			return err
		}
		return p.put(tx)
	})
}

// UntagPolicy takes tags from a managed policy.
//
// Errors: NoSuchEntity, UnmodifiableEntity.
func (s *Service) UntagPolicy(
	ctx context.Context,
	in *model.UntagPolicyRequest,
) (*awsapi.Unit, error) {
	return s.edit(ctx, func(tx *transaction.Tx) error {
		p, err := ownPolicy(tx, *in.PolicyArn)
		if err != nil {
			return err
		}
		p.Tags = untagged(p.Tags, in.TagKeys, samePolicyTag)
		return p.put(tx)
	})
}

// ListPolicyTags lists the tags of a managed policy in the order in which they were added
// (UNKNOWN), a page at a time.
//
// Errors: NoSuchEntity; ValidationError for a marker that is not of this list.
func (s *Service) ListPolicyTags(
	ctx context.Context,
	in *model.ListPolicyTagsRequest,
) (*model.ListPolicyTagsResponse, error) {
	return view(ctx, s, func(tx *transaction.Tx) (*model.ListPolicyTagsResponse, error) {
		p, err := getPolicy(tx, *in.PolicyArn)
		if err != nil {
			return nil, err
		}
		q := query(tx, in.MaxItems, in.Marker, "ListPolicyTags", p.ID)
		found, next, err := page.Collect(s.Tokens, q, inOrder(p.Tags), page.All((*tag).entry))
		return &model.ListPolicyTagsResponse{
			Tags:        found,
			IsTruncated: new(next != nil),
			Marker:      next,
		}, err
	})
}
