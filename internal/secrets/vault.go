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
func (Vault) Create(
	tx *transaction.Tx, connection, kmsKeyID string, given awsapi.Secret,
) (string, error) {
	name := owner + "!connection/" + connection + "/" + awsapi.NewUUID()
	s := &secret{
		Name:     name,
		ARN:      arnOf(tx.Caller, name),
		Owner:    owner,
		KMSKeyID: kmsKeyID,
		Tags:     []tag{{ownerTag, owner}},
		Created:  tx.Now(),
	}
	if err := s.replace(tx.Now(), given); err != nil {
		return "", err
	}
	return s.ARN, s.store(tx)
}

// Put makes the value the current version of the secret; the last one becomes AWSPREVIOUS
// (RECORDED).
func (Vault) Put(tx *transaction.Tx, arn string, given awsapi.Secret) error {
	s, err := get(tx, arn)
	if err != nil {
		return err
	}
	if err := s.replace(tx.Now(), given); err != nil {
		return err
	}
	return s.put(tx)
}

// replace adds a version with an upper-case UUID (RECORDED).
func (s *secret) replace(now time.Time, given awsapi.Secret) error {
	return s.add(now, strings.ToUpper(awsapi.NewUUID()), value{text: given.Reveal()}, nil)
}

// SetKey changes the KMS key that the secret is said to be encrypted with; empty
// is AWS's own. The versions stay: AWS encrypts them anew (DOCUMENTED).
func (Vault) SetKey(tx *transaction.Tx, arn, kmsKeyID string) error {
	s, err := get(tx, arn)
	if err != nil {
		return err
	}
	s.KMSKeyID, s.Changed = kmsKeyID, tx.Now()
	return s.put(tx)
}

// Value returns the current version of the secret. It is no read by a user: the last access stays.
func (Vault) Value(tx *transaction.Tx, arn string) (awsapi.Secret, error) {
	s, err := get(tx, arn)
	if err != nil {
		return awsapi.Secret{}, err
	}
	i, err := s.version(nil, nil)
	if err != nil {
		return awsapi.Secret{}, err
	}
	return awsapi.NewSecret(s.Versions[i].Text), nil
}

// Delete marks the secret for deletion, without a recovery window that a user could choose
// (RECORDED): it is gone for every reader at the given time.
func (Vault) Delete(tx *transaction.Tx, arn string, gone time.Time) error {
	s, err := get(tx, arn)
	if err != nil {
		return err
	}
	return s.mark(tx, gone)
}

// get returns the secret of a connection, which has one as long as it says so.
func get(tx *transaction.Tx, arn string) (*secret, error) {
	s, err := table.Get(tx, partial(nameIn(arn)))
	if err == nil && s == nil {
		err = fmt.Errorf("the managed secret %s is missing", arn)
	}
	return s, err
}
