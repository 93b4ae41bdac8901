// Package secrets keeps the managed secrets that EventBridge makes for its connections.
package secrets

import (
	"fmt"
	"strings"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/store"
)

// secret is a managed secret as it is stored, under its name.
type secret struct {
	ARN      string
	KMSKeyID string `json:",omitempty"`
	Created  time.Time
	Changed  time.Time
	Deleted  time.Time `json:",omitzero"` // when it was marked for deletion
	Versions []version // the current one first
}

// version is one value of a secret. The text stands in the store as it is.
type version struct {
	ID      string // an upper-case UUID (RECORDED)
	Created time.Time
	Text    string
}

// staged is how many versions have a stage: AWSCURRENT and AWSPREVIOUS.
const staged = 2

// owner names the service that owns the secrets, in their names and their tag.
const owner = "events"

var table = store.Table[secret]{Name: "secrets"}

// Vault is what connections need of secrets, within their own transactions.
type Vault struct{}

// Create stores a new secret for a connection and returns its ARN. The name is
// events!connection/<connection>/<uuid>; the ARN adds six random characters (RECORDED).
func (Vault) Create(tx *store.Tx, c awsapi.Caller, connection, kmsKeyID string, value awsapi.Secret) (string, error) {
	name := owner + "!connection/" + connection + "/" + awsapi.NewUUID()
	s := &secret{
		ARN:      c.ARN("secretsmanager", "secret:"+name+"-"+suffix()),
		KMSKeyID: kmsKeyID,
		Created:  tx.Now,
	}
	s.add(tx.Now, value)
	return s.ARN, table.Put(tx, shelf(c), name, s)
}

// Put makes the value the current version of the secret; the last one becomes AWSPREVIOUS.
func (Vault) Put(tx *store.Tx, c awsapi.Caller, arn string, value awsapi.Secret) error {
	return change(tx, c, arn, func(s *secret) { s.add(tx.Now, value) })
}

// SetKey changes the KMS key that the secret is said to be encrypted with; empty is AWS's own.
func (Vault) SetKey(tx *store.Tx, c awsapi.Caller, arn, kmsKeyID string) error {
	return change(tx, c, arn, func(s *secret) { s.KMSKeyID = kmsKeyID })
}

// Value returns the current version of the secret.
func (Vault) Value(tx *store.Tx, c awsapi.Caller, arn string) (awsapi.Secret, error) {
	s, err := get(tx, c, arn)
	if err != nil {
		return awsapi.Secret{}, err
	}
	return awsapi.NewSecret(s.Versions[0].Text), nil
}

// Delete marks the secret for deletion; it is gone for every reader at the given time.
func (Vault) Delete(tx *store.Tx, c awsapi.Caller, arn string, gone time.Time) error {
	s, err := get(tx, c, arn)
	if err != nil {
		return err
	}
	s.Deleted = tx.Now
	return table.PutUntil(tx, shelf(c), nameOf(arn), s, gone)
}

func (s *secret) add(now time.Time, value awsapi.Secret) {
	v := version{ID: strings.ToUpper(awsapi.NewUUID()), Created: now, Text: value.Reveal()}
	s.Versions = append([]version{v}, s.Versions...)
	s.Versions = s.Versions[:min(len(s.Versions), staged)]
	s.Changed = now
}

func get(tx *store.Tx, c awsapi.Caller, arn string) (*secret, error) {
	s, err := table.Get(tx, shelf(c), nameOf(arn))
	if err == nil && s == nil {
		err = fmt.Errorf("the managed secret %s is missing", arn)
	}
	return s, err
}

func change(tx *store.Tx, c awsapi.Caller, arn string, edit func(*secret)) error {
	s, err := get(tx, c, arn)
	if err != nil {
		return err
	}
	edit(s)
	return table.Put(tx, shelf(c), nameOf(arn), s)
}

// nameOf cuts the name out of an ARN: what stands after "secret:", without the random suffix.
func nameOf(arn string) string {
	_, name, _ := strings.Cut(arn, ":secret:")
	return name[:max(len(name)-len("-")-suffixLength, 0)]
}

func shelf(c awsapi.Caller) store.Shelf {
	return store.Shelf{Account: c.Account, Region: c.Region}
}
