package iam

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/iam"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// TagRole adds tags to a role.
//
// Errors: NoSuchEntity, InvalidInput, LimitExceeded.
func (s *Service) TagRole(ctx context.Context, in *model.TagRoleRequest) (*awsapi.Unit, error) {
	return s.edit(ctx, func(tx *transaction.Tx) error {
		r, err := getRole(tx, *in.RoleName)
		if err != nil {
			return err
		}
		if len(in.Tags) == 0 {
			return errNoTags()
		}
		if r.Tags, err = tagged(r.Tags, in.Tags, sameRoleTag); err != nil {
			return err
		}
		return r.put(tx)
	})
}

// UntagRole takes tags from a role.
//
// Errors: NoSuchEntity.
func (s *Service) UntagRole(ctx context.Context, in *model.UntagRoleRequest) (*awsapi.Unit, error) {
	return s.edit(ctx, func(tx *transaction.Tx) error {
		r, err := getRole(tx, *in.RoleName)
		if err != nil {
			return err
		}
		r.Tags = untagged(r.Tags, in.TagKeys, sameRoleTag)
		return r.put(tx)
	})
}

// ListRoleTags lists the tags of a role in the order in which they were added (UNKNOWN), a page at
// a time.
//
// Errors: NoSuchEntity; ValidationError for a marker that is not of this list.
func (s *Service) ListRoleTags(
	ctx context.Context,
	in *model.ListRoleTagsRequest,
) (*model.ListRoleTagsResponse, error) {
	return view(ctx, s, func(tx *transaction.Tx) (*model.ListRoleTagsResponse, error) {
		r, err := getRole(tx, *in.RoleName)
		if err != nil {
			return nil, err
		}
		q := query(tx, in.MaxItems, in.Marker, "ListRoleTags", r.ID)
		found, next, err := page.Collect(s.Tokens, q, inOrder(r.Tags), page.All((*tag).entry))
		return &model.ListRoleTagsResponse{
			Tags:        found,
			IsTruncated: new(next != nil),
			Marker:      next,
		}, err
	})
}
