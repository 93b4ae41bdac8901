package secrets

import (
	"context"
	"errors"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// defaultBatch is the length of a page of values when none is asked for (INFERRED: the most that is allowed).
const defaultBatch = 20

// batch is what one call reads.
type batch struct {
	values []value
	failed []secretsmanager.APIErrorType
	next   *string
}

// BatchGetSecretValue reads the current versions of the secrets that are named
// or that pass filters. What cannot be read of the named ones stands in Errors.
//
// Errors: InvalidParameterException, InvalidNextTokenException.
func (s *Service) BatchGetSecretValue(ctx context.Context, in *secretsmanager.BatchGetSecretValueRequest) (*secretsmanager.BatchGetSecretValueResponse, error) {
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
		return named(tx, in.SecretIdList)
	})
	if err != nil {
		return nil, err
	}
	out := &secretsmanager.BatchGetSecretValueResponse{
		SecretValues: make([]secretsmanager.SecretValueEntry, len(read.values)),
		NextToken:    read.next,
		Errors:       read.failed,
	}
	for i, v := range read.values {
		out.SecretValues[i] = v.entry()
	}
	return out, s.note(ctx, read.values...)
}

func named(tx *transaction.Tx, ids []string) (batch, error) {
	out := batch{failed: []secretsmanager.APIErrorType{}}
	for _, id := range ids {
		v, err := valueNamed(tx, id, nil, nil)
		if err == nil {
			out.values = append(out.values, v)
			continue
		}
		told, ok := errors.AsType[*awsapi.Error](err)
		if !ok {
			return batch{}, err
		}
		out.failed = append(out.failed, secretsmanager.APIErrorType{SecretId: &id, ErrorCode: &told.Code, Message: &told.Message})
	}
	return out, nil
}

func (s *Service) filtered(tx *transaction.Tx, in *secretsmanager.BatchGetSecretValueRequest) (batch, error) {
	found, next, err := s.list(tx, listing{
		operation: "BatchGetSecretValue",
		by:        byCreated,
		filters:   in.Filters,
		limit:     awsapi.ValueOr(in.MaxResults, defaultBatch),
		token:     in.NextToken,
	})
	out := batch{failed: []secretsmanager.APIErrorType{}, next: next}
	for _, f := range found {
		out.values = append(out.values, value{f, 0, f.read(tx.Now(), f.Versions[0].ID)})
	}
	return out, err
}
