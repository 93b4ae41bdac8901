package connections

import (
	"errors"
	"fmt"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Tables are the tables of this package.
func Tables() []store.AnyTable { return []store.AnyTable{table.Stored(), scripts.Stored()} }

// redact removes the values of the parameters, be they said to be secret or not.
func (c *connection) redact() {
	if c.Public != nil {
		c.Public.OAuthHTTP.hide()
		c.Public.InvocationHTTP.hide()
	}
}

// checkStoredConnection refuses a connection that no command could have stored.
func checkStoredConnection(owner awsapi.Caller, name string, c *connection) error {
	secret := owner.ARN("secretsmanager", "secret:events!connection/"+name+"/")
	switch {
	case c.Name != name || !strings.HasPrefix(c.ARN, owner.ARN("events", "connection/"+name+"/")):
		return errors.New("its name or ARN is not that of its place")
	case c.SecretARN != "" && !strings.HasPrefix(c.SecretARN, secret):
		return errors.New("its secret is not that of a connection of this name")
	case len(c.Timeline) == 0:
		return errors.New("its timeline is empty")
	}
	for i := range c.Timeline {
		out := c.describe(&c.Timeline[i])
		out.SecretArn = nil // RECORDED: it does not fit the model's pattern
		if err := out.Check(); err != nil {
			return err
		}
	}
	return nil
}

// checkStoredScript refuses a script that [Service.Script] refuses.
func checkStoredScript(_ awsapi.Caller, name string, o *Script) error { return o.check(name) }

// CheckWhole returns the error of a connection without the secret that it has to have.
func (s *Service) CheckWhole(tx *store.Tx) error {
	for item, err := range table.All(&transaction.Tx{Tx: tx}) {
		if err != nil {
			return err
		}
		arn := item.Value.secretARN(item.Tx)
		if arn == "" {
			continue
		}
		value, err := s.Vault.Value(item.Tx, arn)
		if err == nil {
			_, err = unseal(value)
		}
		if err != nil {
			return fmt.Errorf("%s in table %s: %w", item.Key, table.Name, err)
		}
	}
	return nil
}

// HasSecret tells whether the caller has a connection with the secret of that ARN.
func (s *Service) HasSecret(tx *transaction.Tx, arn string) (bool, error) {
	c, err := table.Get(tx, connectionOf(arn))
	return c != nil && c.SecretARN == arn, err
}
