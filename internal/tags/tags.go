// Package tags answers the operations on the tags of whatever EventBridge lets have any: event
// buses and rules.
package tags

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Service is the part of events.Server that is about tags.
type Service struct {
	Store *store.Store
	Buses Tagged // by their names
	Rules Tagged // by what their ARNs have behind rule/
}

// Tagged are resources of one kind, which lie with the transaction's caller. Its errors are AWS's
// for a resource that does not exist.
type Tagged interface {
	// Tags returns the tags of the resource, which the caller must not change.
	Tags(tx *transaction.Tx, name string) (map[string]string, error)
	// SetTags replaces the tags of the resource.
	SetTags(tx *transaction.Tx, name string, tags map[string]string) error
}

// ListTagsForResource lists the tags of a resource in the order of their keys.
//
// Errors: ValidationException, ResourceNotFoundException.
func (s *Service) ListTagsForResource(
	ctx context.Context, in *events.ListTagsForResourceRequest,
) (*events.ListTagsForResourceResponse, error) {
	kind, arn, err := s.find(*in.ResourceARN)
	if err != nil {
		return nil, err
	}
	return transaction.View(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*events.ListTagsForResourceResponse, error) {
		tags, err := kind.Tags(tx.As(arn.Owner(tx.Caller)), arn.Resource)
		return &events.ListTagsForResourceResponse{Tags: events.TagList(tags)}, err
	})
}

// TagResource adds tags to a resource. A key that is there already has its new value.
//
// Errors: ValidationException, ResourceNotFoundException.
func (s *Service) TagResource(
	ctx context.Context, in *events.TagResourceRequest,
) (*events.TagResourceResponse, error) {
	err := s.change(ctx, *in.ResourceARN, func(tags map[string]string) {
		maps.Copy(tags, events.TagMap(in.Tags))
	})
	return new(events.TagResourceResponse), err
}

// UntagResource removes tags from a resource. A key that is not there is removed already
// (RECORDED).
//
// Errors: ValidationException, ResourceNotFoundException.
func (s *Service) UntagResource(
	ctx context.Context, in *events.UntagResourceRequest,
) (*events.UntagResourceResponse, error) {
	err := s.change(ctx, *in.ResourceARN, func(tags map[string]string) {
		maps.DeleteFunc(tags, func(key, _ string) bool { return slices.Contains(in.TagKeys, key) })
	})
	return new(events.UntagResourceResponse), err
}

func (s *Service) change(
	ctx context.Context, resourceARN string, do func(map[string]string),
) error {
	kind, arn, err := s.find(resourceARN)
	if err != nil {
		return err
	}
	_, err = transaction.Update(ctx, s.Store, func(tx *transaction.Tx) (none struct{}, err error) {
		tx = tx.As(arn.Owner(tx.Caller))
		before, err := kind.Tags(tx, arn.Resource)
		if err != nil {
			return none, err
		}
		tags := maps.Clone(before)
		if tags == nil {
			tags = map[string]string{}
		}
		do(tags)
		return none, kind.SetTags(tx, arn.Resource, tags)
	})
	return err
}

// find returns the kind of resource that an ARN names, and the ARN with the resource's name for
// [Tagged].
func (s *Service) find(resourceARN string) (Tagged, awsapi.ARN, error) {
	arn, ok := awsapi.ParseARN(resourceARN)
	kind, name, _ := strings.Cut(arn.Resource, "/")
	arn.Resource = name
	switch {
	case !ok || arn.Service != "events" || name == "":
		return nil, arn, errARN(resourceARN)
	case kind == "event-bus":
		return s.Buses, arn, nil
	case kind == "rule":
		return s.Rules, arn, nil
	}
	return nil, arn, errARN(resourceARN)
}

// errARN has the text RECORDED for the ARN of a target. That connections and API destinations are
// refused with it is UNKNOWN; that they have no tags is DOCUMENTED.
func errARN(arn string) error {
	return awsapi.Validation("Parameter " + arn + " is not valid. " +
		"Reason: Provided Arn is not in correct format.")
}
