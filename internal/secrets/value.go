package secrets

import (
	"context"
	"errors"
	"slices"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// A reading is a version of a secret that was read.
type reading struct {
	secret *secret
	place  int  // of the version
	first  bool // of the day, which is to be noted
}

// GetSecretValue reads a version of a secret: the current one, or that of an id or a label.
//
// Errors: ResourceNotFoundException, InvalidRequestException.
func (s *Service) GetSecretValue(
	ctx context.Context, in *model.GetSecretValueRequest,
) (*model.GetSecretValueResponse, error) {
	read, err := transaction.View(ctx, s.Store, func(tx *transaction.Tx) (reading, error) {
		return readNamed(tx, *in.SecretId, in.VersionId, in.VersionStage)
	})
	if err == nil {
		err = s.note(ctx, read)
	}
	if err != nil {
		return nil, err
	}
	out := model.GetSecretValueResponse(read.entry())
	return &out, nil
}

func readNamed(tx *transaction.Tx, id string, versionID, stage *string) (reading, error) {
	found, err := find(tx, id)
	if err == nil {
		err = found.readable()
	}
	if err != nil {
		return reading{}, err
	}
	i, err := found.version(versionID, stage)
	if err != nil {
		return reading{}, err
	}
	return found.reading(tx, i), nil
}

// current reads the version that is AWSCURRENT.
func (s *secret) current(tx *transaction.Tx) (reading, error) {
	i, err := s.version(nil, nil)
	if err != nil {
		return reading{}, err
	}
	return s.reading(tx, i), nil
}

// reading reads the version at a place.
func (s *secret) reading(tx *transaction.Tx, place int) reading {
	return reading{s, place, s.read(tx.Now(), s.Versions[place].ID)}
}

func (r reading) entry() model.SecretValueEntry {
	read := r.secret.Versions[r.place]
	out := model.SecretValueEntry{
		ARN:           &r.secret.ARN,
		Name:          &r.secret.Name,
		VersionId:     &read.ID,
		SecretBinary:  read.Binary,
		VersionStages: read.Stages,
		CreatedDate:   read.Created,
	}
	if read.Binary == nil {
		out.SecretString = new(awsapi.NewSecret(read.Text))
	}
	return out
}

// note keeps the day of the reads. The first read of a day writes; the others find it noted.
func (s *Service) note(ctx context.Context, reads ...reading) error {
	reads = slices.DeleteFunc(reads, func(r reading) bool { return !r.first })
	if len(reads) == 0 {
		return nil
	}
	_, err := transaction.Update(ctx, s.Store, func(tx *transaction.Tx) (none awsapi.Unit, err error) {
		for _, r := range reads {
			err = errors.Join(err, r.note(tx))
		}
		return none, err
	})
	return err
}

// note leaves a secret alone that was deleted since it was read.
func (r reading) note(tx *transaction.Tx) error {
	now, err := table.Get(tx, r.secret.Name)
	if err != nil || now == nil || now.readable() != nil {
		return err
	}
	if !now.read(tx.Now(), r.secret.Versions[r.place].ID) {
		return nil
	}
	return now.put(tx)
}
