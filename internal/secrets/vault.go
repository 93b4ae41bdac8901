package secrets

import (
	"fmt"
	"strings"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Vault is what connections need of secrets, within their own transactions.
type Vault struct{}

// Create stores a new secret for a connection and returns its ARN. The name is
// events!connection/<connection>/<uuid>; the ARN adds six random characters (RECORDED).
func (Vault) Create(tx *transaction.Tx, connection, kmsKeyID string, value awsapi.Secret) (string, error) {
	name := owner + "!connection/" + connection + "/" + awsapi.NewUUID()
	s := &secret{
		Name:     name,
		ARN:      tx.Caller.ARN("secretsmanager", "secret:"+name+"-"+suffix()),
		KMSKeyID: kmsKeyID,
		Created:  tx.Now(),
	}
	s.add(tx.Now(), value)
	return s.ARN, table.Put(tx, s.Name, s)
}

// Put makes the value the current version of the secret; the last one becomes AWSPREVIOUS (RECORDED).
func (Vault) Put(tx *transaction.Tx, arn string, value awsapi.Secret) error {
	return change(tx, arn, func(s *secret) { s.add(tx.Now(), value) })
}

// SetKey changes the KMS key that the secret is said to be encrypted with; empty
// is AWS's own. The versions stay: AWS encrypts them anew (DOCUMENTED).
func (Vault) SetKey(tx *transaction.Tx, arn, kmsKeyID string) error {
	return change(tx, arn, func(s *secret) { s.KMSKeyID, s.Changed = kmsKeyID, tx.Now() })
}

// Value returns the current version of the secret. It is no read by a user: the last access stays.
func (Vault) Value(tx *transaction.Tx, arn string) (awsapi.Secret, error) {
	s, err := get(tx, arn)
	if err != nil {
		return awsapi.Secret{}, err
	}
	return awsapi.NewSecret(s.Versions[0].Text), nil
}

// Delete marks the secret for deletion, which is a change of it (RECORDED); it
// is gone for every reader at the given time.
func (Vault) Delete(tx *transaction.Tx, arn string, gone time.Time) error {
	s, err := get(tx, arn)
	if err != nil {
		return err
	}
	s.Deleted, s.Changed = tx.Now(), tx.Now()
	return table.PutUntil(tx, s.Name, s, gone)
}

func (s *secret) add(now time.Time, value awsapi.Secret) {
	v := version{ID: strings.ToUpper(awsapi.NewUUID()), Created: now, Text: value.Reveal()}
	s.Versions = append([]version{v}, s.Versions...)
	s.Versions = s.Versions[:min(len(s.Versions), len(stages))]
	s.Changed = now
}

// get returns the secret of a connection, which has one as long as it says so.
func get(tx *transaction.Tx, arn string) (*secret, error) {
	s, err := table.Get(tx, partial(nameIn(arn)))
	if err == nil && s == nil {
		err = fmt.Errorf("the managed secret %s is missing", arn)
	}
	return s, err
}

func change(tx *transaction.Tx, arn string, edit func(*secret)) error {
	s, err := get(tx, arn)
	if err != nil {
		return err
	}
	edit(s)
	return table.Put(tx, s.Name, s)
}
