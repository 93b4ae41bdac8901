package secrets

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Tables are the tables of this package.
func Tables() []store.AnyTable { return []store.AnyTable{table.Stored(), byCreation.Stored()} }

var errPlace = errors.New("its name or ARN is not that of its place")

// redact removes all but the name and the ARN.
func (s *secret) redact() { *s = secret{Name: s.Name, ARN: s.ARN} }

// checkStoredSecret refuses a secret that no command could have stored.
func checkStoredSecret(caller awsapi.Caller, name string, s *secret) error {
	random, isName := strings.CutPrefix(s.ARN, caller.ARN("secretsmanager", "secret:"+name+"-"))
	switch {
	case s.Name != name || !isName || len(random) != suffixLength:
		return errPlace
	case !nameForm.Match(name):
		return errName()
	case s.Owner != "" && s.Owner != owner:
		return fmt.Errorf("%q is no owner of secrets", s.Owner)
	case len(s.Versions) > 0 && s.holder(current) < 0:
		return errors.New("none of its versions is " + current)
	}
	for i := range s.Versions {
		if err := checkVersion(s, i); err != nil {
			return err
		}
	}
	return s.describe().Check()
}

func checkVersion(s *secret, place int) error {
	v := s.Versions[place]
	if v.Text != "" && v.Binary != nil {
		return errBoth()
	}
	entry := reading{secret: s, place: place}.entry()
	return entry.Check()
}

// creationForm is the form of a key in the order of creation.
var creationForm = regexp.MustCompile(`^[0-9]{19} `)

// checkStoredCreation refuses a key that is not made of a time and the name that it is for.
func checkStoredCreation(_ awsapi.Caller, key string, name *string) error {
	at := creationForm.FindString(key)
	if at == "" || key != at+*name || !nameForm.Match(*name) {
		return errPlace
	}
	return nil
}

// CheckWhole returns the error of a secret that is managed by nobody, and of one that is not in the
// order of creation. The function tells whether a connection has the secret with an ARN; one that
// was marked for deletion needs none.
func CheckWhole(tx *store.Tx, owned func(tx *transaction.Tx, arn string) (bool, error)) error {
	for item, err := range table.All(&transaction.Tx{Tx: tx}) {
		if err == nil {
			err = item.Value.checkWhole(item.Tx, owned)
		}
		if err != nil {
			return err
		}
	}
	for item, err := range byCreation.All(&transaction.Tx{Tx: tx}) {
		if err != nil {
			return err
		}
		s, err := table.Get(item.Tx, *item.Value)
		if err != nil {
			return err
		}
		if s == nil || s.keyBy(byCreated) != item.Key {
			return fmt.Errorf("%s in table %s: its secret is missing", item.Key, byCreation.Name)
		}
	}
	return nil
}

func (s *secret) checkWhole(
	tx *transaction.Tx, owned func(*transaction.Tx, string) (bool, error),
) error {
	place, err := byCreation.Get(tx, s.keyBy(byCreated))
	if err != nil {
		return err
	}
	if place == nil {
		return fmt.Errorf(
			"%s in table %s: it is missing in table %s", s.Name, table.Name, byCreation.Name,
		)
	}
	if s.Owner == "" || !s.Deleted.IsZero() {
		return nil
	}
	found, err := owned(tx, s.ARN)
	if err == nil && !found {
		err = fmt.Errorf(
			"%s in table %s: the connection that it belongs to is missing", s.Name, table.Name,
		)
	}
	return err
}
