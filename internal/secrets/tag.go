package secrets

import (
	"context"
	"slices"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

type tag struct{ Key, Value string }

// maxTags is how many tags a secret can have (DOCUMENTED).
const maxTags = 50

// tagged adds tags to those of a secret, in the order in which they are given (UNKNOWN).
func tagged(old []tag, added []model.Tag) ([]tag, error) {
	all := slices.Clone(old)
	for _, a := range added {
		key := awsapi.ValueOf(a.Key)
		switch {
		case key == "":
			return nil, errTagKey()
		case strings.HasPrefix(strings.ToLower(key), "aws:"):
			return nil, errTagReserved()
		}
		all = slices.DeleteFunc(all, func(t tag) bool { return t.Key == key })
		all = append(all, tag{key, awsapi.ValueOf(a.Value)})
	}
	if len(all) > maxTags {
		return nil, errTooManyTags()
	}
	return all, nil
}

// TagResource adds tags to a secret, and replaces the values of those that it has.
//
// Errors: ValidationException, InvalidParameterException, InvalidRequestException,
// ResourceNotFoundException.
func (s *Service) TagResource(
	ctx context.Context, in *model.TagResourceRequest,
) (*awsapi.Unit, error) {
	return edit(ctx, s, in.SecretId, func(
		tx *transaction.Tx, found *secret,
	) (_ *awsapi.Unit, err error) {
		found.Tags, err = tagged(found.Tags, in.Tags)
		found.Changed = tx.Now()
		return nil, err
	})
}

// UntagResource takes tags from a secret, and minds none that it does not have. It is no change of
// the secret (RECORDED once).
//
// Errors: ValidationException, InvalidRequestException, ResourceNotFoundException.
func (s *Service) UntagResource(
	ctx context.Context, in *model.UntagResourceRequest,
) (*awsapi.Unit, error) {
	return edit(ctx, s, in.SecretId, func(_ *transaction.Tx, found *secret) (*awsapi.Unit, error) {
		found.Tags = slices.DeleteFunc(
			found.Tags, func(t tag) bool { return slices.Contains(in.TagKeys, t.Key) },
		)
		return nil, nil
	})
}

// shownTags are the tags as they are shown: absent where the secret never had one, and empty after
// the last was taken (RECORDED).
func (s *secret) shownTags() []model.Tag {
	if s.Tags == nil {
		return nil
	}
	out := make([]model.Tag, len(s.Tags))
	for i := range s.Tags {
		out[i] = model.Tag{Key: &s.Tags[i].Key, Value: &s.Tags[i].Value}
	}
	return out
}
