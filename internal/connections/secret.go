package connections

import (
	"context"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Vault keeps the managed secret of a connection, in the connection's own
// transaction. Secrets are named by their ARN.
type Vault interface {
	Create(
		tx *transaction.Tx, connection, kmsKeyID string, value awsapi.Secret,
	) (arn string, err error)
	Put(tx *transaction.Tx, arn string, value awsapi.Secret) error
	SetKey(tx *transaction.Tx, arn, kmsKeyID string) error
	Value(tx *transaction.Tx, arn string) (awsapi.Secret, error)
	Delete(tx *transaction.Tx, arn string, gone time.Time) error
}

// secretARN is the ARN of the managed secret, until it is gone.
func (c *connection) secretARN(tx *transaction.Tx) string {
	if !c.SecretGone.IsZero() && !tx.Now().Before(c.SecretGone) {
		return ""
	}
	return c.SecretARN
}

// hasSecret tells whether there are authorization parameters to merge with.
func (c *connection) hasSecret() bool {
	return c.SecretARN != "" && c.SecretGone.IsZero()
}

// maxSecret is how many bytes a secret can hold (DOCUMENTED).
const maxSecret = 65536

// keep stores the parameters: all of them in the managed secret, a new one if
// there is none, and the public part in the connection.
func (s *Service) keep(tx *transaction.Tx, verb string, c *connection, p *parameters) error {
	value, err := p.seal()
	if err != nil {
		return err
	}
	if len(value.Reveal()) > maxSecret {
		return errTooLarge(verb)
	}
	c.Public = p.public()
	if c.hasSecret() {
		return s.Vault.Put(tx, c.SecretARN, value)
	}
	c.SecretGone = time.Time{}
	c.SecretARN, err = s.Vault.Create(tx, c.Name, c.KMSKeyIdentifier, value)
	return err
}

// stored reads the parameters out of the managed secret; there are none when they were removed.
func (s *Service) stored(tx *transaction.Tx, c *connection) (*parameters, error) {
	if !c.hasSecret() {
		return new(parameters), nil
	}
	value, err := s.Vault.Value(tx, c.SecretARN)
	if err != nil {
		return nil, err
	}
	return unseal(value)
}

// rekey notes another KMS key, empty for AWS's own, with the connection and its secret. That the
// empty identifier takes a key away is INFERRED from the model, and contradicted by a contributor
// of Terraform's provider, who found no way to do so.
func (s *Service) rekey(tx *transaction.Tx, c *connection, identifier *string) error {
	if identifier == nil {
		return nil
	}
	c.KMSKeyIdentifier = *identifier
	if !c.hasSecret() {
		return nil
	}
	return s.Vault.SetKey(tx, c.SecretARN, c.KMSKeyIdentifier)
}

// Secret is the value of the managed secret of the caller's connection: its authorization
// parameters.
//
// Errors: ResourceNotFoundException when there is no connection of that name, or it has no secret.
func (s *Service) Secret(ctx context.Context, name string) (awsapi.Secret, error) {
	return transaction.View(ctx, s.Store, func(tx *transaction.Tx) (awsapi.Secret, error) {
		c, err := get(tx, "describe", name)
		if err != nil {
			return awsapi.Secret{}, err
		}
		if arn := c.secretARN(tx); arn != "" {
			return s.Vault.Value(tx, arn)
		}
		return awsapi.Secret{}, errNoSecret(name)
	})
}
