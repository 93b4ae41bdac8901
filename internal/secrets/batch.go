package secrets

import (
	"context"
	"errors"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// defaultBatch is the length of a page of values when none is asked for (INFERRED: the most that is
// allowed).
const defaultBatch = 20

// batch is what one call reads.
type batch struct {
	values []reading
	failed []model.APIErrorType
	next   *string
}

// BatchGetSecretValue reads the current versions of the secrets that are named
// or that pass filters. What cannot be read of the named ones stands in Errors.
//
// Errors: InvalidParameterException, InvalidNextTokenException.
func (s *Service) BatchGetSecretValue(
	ctx context.Context, in *model.BatchGetSecretValueRequest,
) (*model.BatchGetSecretValueResponse, error) {
	if (in.SecretIdList == nil) == (in.Filters == nil) {
		return nil, errEitherList()
	}
	if in.Filters == nil && in.MaxResults != nil {
		return nil, errPageOfList()
	}
	read, err := transaction.View(ctx, s.Store, func(tx *transaction.Tx) (batch, error) {
		if in.Filters != nil {
			return s.filtered(tx, in)
		}
		return listed(tx, in.SecretIdList)
	})
	if err != nil {
		return nil, err
	}
	out := &model.BatchGetSecretValueResponse{
		SecretValues: make([]model.SecretValueEntry, len(read.values)),
		NextToken:    read.next,
		Errors:       read.failed,
	}
	for i, r := range read.values {
		out.SecretValues[i] = r.entry()
	}
	return out, s.note(ctx, read.values...)
}

func listed(tx *transaction.Tx, ids []string) (batch, error) {
	out := batch{failed: []model.APIErrorType{}}
	for _, id := range ids {
		r, err := readNamed(tx, id, nil, nil)
		if err := out.add(id, r, err); err != nil {
			return batch{}, err
		}
	}
	return out, nil
}

// add takes a version that was read, or the error of the secret that could not be.
func (b *batch) add(id string, r reading, err error) error {
	if err == nil {
		b.values = append(b.values, r)
		return nil
	}
	told, ok := errors.AsType[*awsapi.Error](err)
	if !ok {
		return err
	}
	b.failed = append(
		b.failed, model.APIErrorType{SecretId: &id, ErrorCode: &told.Code, Message: &told.Message},
	)
	return nil
}

// filtered reads the secrets that pass filters; that one without a value is an error of its own is
// INFERRED from those that are named.
func (s *Service) filtered(
	tx *transaction.Tx, in *model.BatchGetSecretValueRequest,
) (batch, error) {
	found, next, err := s.list(tx, listing{
		operation: "BatchGetSecretValue",
		by:        byCreated,
		filters:   in.Filters,
		limit:     awsapi.ValueOr(in.MaxResults, defaultBatch),
		token:     in.NextToken,
	})
	out := batch{failed: []model.APIErrorType{}, next: next}
	for _, f := range found {
		r, err := f.current(tx)
		if err := out.add(f.ARN, r, err); err != nil {
			return batch{}, err
		}
	}
	return out, err
}
