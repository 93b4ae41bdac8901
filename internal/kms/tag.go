package kms

import (
	"context"
	"slices"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/kms"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

type tag struct{ Key, Value string }

// maxTags is how many tags a key can have (DOCUMENTED).
const maxTags = 50

// tagged adds tags to those of a key, in the order of their keys.
func tagged(old []tag, added []model.Tag) ([]tag, error) {
	if err := checkTags(added); err != nil {
		return nil, err
	}
	all := slices.Clone(old)
	for _, a := range added {
		at, found := slices.BinarySearchFunc(all, *a.TagKey, tag.compare)
		if found {
			all[at].Value = *a.TagValue
			continue
		}
		all = slices.Insert(all, at, tag{*a.TagKey, *a.TagValue})
	}
	if len(all) > maxTags {
		return nil, errTooManyTags()
	}
	return all, nil
}

func (t tag) compare(key string) int { return strings.Compare(t.Key, key) }

// checkTags refuses a key that is given twice, and those that are AWS's.
func checkTags(added []model.Tag) error {
	seen := make(map[string]bool, len(added))
	for _, a := range added {
		if seen[*a.TagKey] {
			return errTagTwice()
		}
		seen[*a.TagKey] = true
	}
	for _, a := range added {
		if strings.HasPrefix(strings.ToLower(*a.TagKey), "aws:") {
			return errTagReserved()
		}
	}
	return nil
}

// TagResource adds tags to a key, and replaces the values of those that it has.
//
// Errors: NotFoundException, InvalidArnException, KMSInvalidStateException, TagException.
func (s *Service) TagResource(
	ctx context.Context, in *model.TagResourceRequest,
) (*awsapi.Unit, error) {
	return s.edit(ctx, in.KeyId, func(_ *transaction.Tx, k *key) (err error) {
		k.Tags, err = tagged(k.Tags, in.Tags)
		return err
	})
}

// UntagResource takes tags from a key, and minds none that it does not have.
//
// Errors: NotFoundException, InvalidArnException, KMSInvalidStateException.
func (s *Service) UntagResource(
	ctx context.Context, in *model.UntagResourceRequest,
) (*awsapi.Unit, error) {
	return s.edit(ctx, in.KeyId, func(_ *transaction.Tx, k *key) error {
		k.Tags = slices.DeleteFunc(k.Tags, func(t tag) bool { return slices.Contains(in.TagKeys, t.Key) })
		return nil
	})
}

// ListResourceTags lists the tags of a key by their keys (UNKNOWN), a page at a time.
//
// Errors: NotFoundException, InvalidArnException, InvalidMarkerException.
func (s *Service) ListResourceTags(
	ctx context.Context, in *model.ListResourceTagsRequest,
) (*model.ListResourceTagsResponse, error) {
	return transaction.View(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*model.ListResourceTagsResponse, error) {
		k, err := findKey(tx, *in.KeyId)
		if err != nil {
			return nil, err
		}
		q := query(tx, in.Limit, tagsPage, in.Marker, "ListResourceTags", k.ID)
		show := func(t *tag) model.Tag { return model.Tag{TagKey: &t.Key, TagValue: &t.Value} }
		found, next, err := page.Collect(s.Tokens, q, k.tagsAfter, page.All(show))
		return &model.ListResourceTagsResponse{
			Tags: found, NextMarker: next, Truncated: new(next != nil),
		}, err
	})
}

func (k *key) tagsAfter(key string) page.Items[tag] {
	return func(yield func(page.Item[tag], error) bool) {
		for i, t := range k.Tags {
			if t.Key > key && !yield(page.Item[tag]{Key: t.Key, Value: &k.Tags[i]}, nil) {
				return
			}
		}
	}
}
