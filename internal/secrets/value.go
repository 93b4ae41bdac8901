package secrets

import (
	"context"
	"errors"
	"slices"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// A value is a version of a secret that was read.
type value struct {
	secret *secret
	index  int  // of the version
	first  bool // of the day, which is to be noted
}

// GetSecretValue reads a version of a secret: the current one, or that of an id or a label.
//
// Errors: ResourceNotFoundException, InvalidRequestException.
func (s *Service) GetSecretValue(ctx context.Context, in *secretsmanager.GetSecretValueRequest) (*secretsmanager.GetSecretValueResponse, error) {
	read, err := transaction.View(ctx, s.Store, func(tx *transaction.Tx) (value, error) {
		return valueNamed(tx, *in.SecretId, in.VersionId, in.VersionStage)
	})
	if err == nil {
		err = s.note(ctx, read)
	}
	if err != nil {
		return nil, err
	}
	out := secretsmanager.GetSecretValueResponse(read.entry())
	return &out, nil
}

func valueNamed(tx *transaction.Tx, id string, versionID, stage *string) (value, error) {
	found, err := find(tx, id)
	if err == nil {
		err = found.readable()
	}
	if err != nil {
		return value{}, err
	}
	i, err := found.version(versionID, stage)
	if err != nil {
		return value{}, err
	}
	return value{found, i, found.read(tx.Now(), found.Versions[i].ID)}, nil
}

// version finds a version by its id, its label or both, which must agree (DOCUMENTED).
func (s *secret) version(id, stage *string) (int, error) {
	if id == nil {
		wanted := awsapi.ValueOr(stage, stages[0])
		i := slices.Index(stages[:len(s.Versions)], wanted)
		if i < 0 {
			return 0, errNoVersion("staging label", wanted)
		}
		return i, nil
	}
	i := slices.IndexFunc(s.Versions, func(v version) bool { return v.ID == *id })
	if i < 0 {
		return 0, errNoVersion("VersionId", *id)
	}
	if stage != nil && stages[i] != *stage {
		return 0, errOtherStage()
	}
	return i, nil
}

func (v value) entry() secretsmanager.SecretValueEntry {
	read := v.secret.Versions[v.index]
	return secretsmanager.SecretValueEntry{
		ARN:           &v.secret.ARN,
		Name:          &v.secret.Name,
		VersionId:     &read.ID,
		SecretString:  new(awsapi.NewSecret(read.Text)),
		VersionStages: stagesOf(v.index),
		CreatedDate:   read.Created,
	}
}

// note keeps the day of the reads. The first read of a day writes; the others find it noted.
func (s *Service) note(ctx context.Context, reads ...value) error {
	reads = slices.DeleteFunc(reads, func(v value) bool { return !v.first })
	if len(reads) == 0 {
		return nil
	}
	_, err := transaction.Update(ctx, s.Store, func(tx *transaction.Tx) (none awsapi.Unit, err error) {
		for _, v := range reads {
			err = errors.Join(err, v.note(tx))
		}
		return none, err
	})
	return err
}

// note leaves a secret alone that was deleted since it was read.
func (v value) note(tx *transaction.Tx) error {
	now, err := table.Get(tx, v.secret.Name)
	if err != nil || now == nil || now.readable() != nil {
		return err
	}
	if !now.read(tx.Now(), v.secret.Versions[v.index].ID) {
		return nil
	}
	return table.Put(tx, now.Name, now)
}
