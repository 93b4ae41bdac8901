package kms

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/kms"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// alias is another name of a key, stored under the alias name, alias/ and all.
type alias struct {
	Name    string
	KeyID   string
	Created time.Time
	Updated time.Time
}

var aliases = transaction.Table[alias]{
	Name: "kms-aliases", Redact: (*alias).redact, Check: transaction.CheckOwned(checkStoredAlias),
}

// aliasesOf names the aliases of a key, in the order of their names.
var aliasesOf = transaction.Table[struct{}]{
	Name: "kms-aliases-by-key", Check: transaction.CheckOwned(checkStoredAliasOf),
}

// of begins the keys of a key's aliases.
func of(keyID string) string { return keyID + "/" }

// put stores an alias of the key until that is to be deleted.
func (a *alias) put(tx *transaction.Tx, k *key) error {
	a.KeyID = k.ID
	return errors.Join(
		aliases.PutUntil(tx, a.Name, a, k.Deletion),
		aliasesOf.PutUntil(tx, of(k.ID)+a.Name, &struct{}{}, k.Deletion),
	)
}

// unlink forgets that the alias is one of its key's.
func (a *alias) unlink(tx *transaction.Tx) error {
	return aliasesOf.Delete(tx, of(a.KeyID)+a.Name)
}

// putWithAliases stores the key and all its aliases until it is to be deleted.
func (k *key) putWithAliases(tx *transaction.Tx) error {
	for item, err := range k.aliases(tx, "") {
		if err == nil {
			err = item.Value.put(tx, k)
		}
		if err != nil {
			return fmt.Errorf("aliases of key %s: %w", k.ID, err)
		}
	}
	return k.put(tx)
}

// aliases yields those of the key whose names come after the given one.
func (k *key) aliases(tx *transaction.Tx, after string) page.Items[alias] {
	return func(yield func(page.Item[alias], error) bool) {
		for item, err := range aliasesOf.Scan(tx, of(k.ID), of(k.ID)+after) {
			out := page.Item[alias]{Key: strings.TrimPrefix(item.Key, of(k.ID))}
			if err == nil {
				out.Value, err = getAlias(tx, out.Key)
			}
			if !yield(out, err) {
				return
			}
		}
	}
}

// getAlias returns the alias of that name.
//
// Errors: NotFoundException.
func getAlias(tx *transaction.Tx, name string) (*alias, error) {
	a, err := aliases.Get(tx, name)
	if err == nil && a == nil {
		err = errNoAlias(aliasARN(tx.Caller, name))
	}
	return a, err
}

// checkAlias refuses names that no customer's alias can have.
func checkAlias(name string) error {
	rest, ok := strings.CutPrefix(name, aliasPrefix)
	switch {
	case !ok || rest == "":
		return errAliasPrefix()
	case strings.HasPrefix(name, awsPrefix):
		return errAliasReserved()
	case strings.Contains(rest, ":"):
		return errAliasCharacters(name)
	}
	return nil
}

// target returns the key that an alias is to name, by its id or ARN, if it may be named so.
func target(tx *transaction.Tx, identifier string) (*key, error) {
	if r, err := refer(tx.Caller, identifier); err == nil && r.aliased() {
		return nil, errAliasOfAlias()
	}
	k, err := findKey(tx, identifier)
	if err != nil {
		return nil, err
	}
	return k, k.kept()
}

// CreateAlias gives a key another name.
//
// Errors: ValidationException, NotAuthorizedException, AlreadyExistsException,
// NotFoundException, InvalidArnException, KMSInvalidStateException.
func (s *Service) CreateAlias(
	ctx context.Context, in *model.CreateAliasRequest,
) (*awsapi.Unit, error) {
	if err := checkAlias(*in.AliasName); err != nil {
		return nil, err
	}
	return transaction.Update(ctx, s.Store, func(tx *transaction.Tx) (*awsapi.Unit, error) {
		k, err := target(tx, *in.TargetKeyId)
		if err != nil {
			return nil, err
		}
		taken, err := aliases.Get(tx, *in.AliasName)
		if err != nil {
			return nil, err
		}
		if taken != nil {
			return nil, errAliasTaken(aliasARN(tx.Caller, *in.AliasName))
		}
		a := &alias{Name: *in.AliasName, Created: tx.Now(), Updated: tx.Now()}
		return nil, a.put(tx, k)
	})
}

// UpdateAlias lets an alias name another key, of the same family and usage (DOCUMENTED).
//
// Errors: ValidationException, NotAuthorizedException, NotFoundException,
// InvalidArnException, KMSInvalidStateException.
func (s *Service) UpdateAlias(
	ctx context.Context, in *model.UpdateAliasRequest,
) (*awsapi.Unit, error) {
	if err := checkAlias(*in.AliasName); err != nil {
		return nil, err
	}
	return transaction.Update(ctx, s.Store, func(tx *transaction.Tx) (*awsapi.Unit, error) {
		a, err := getAlias(tx, *in.AliasName)
		if err != nil {
			return nil, err
		}
		k, err := target(tx, *in.TargetKeyId)
		if err != nil {
			return nil, err
		}
		return nil, a.move(tx, k)
	})
}

func (a *alias) move(tx *transaction.Tx, to *key) error {
	from, err := find(tx, a.KeyID)
	if err != nil {
		return err
	}
	if from.family() != to.family() || from.Usage != to.Usage {
		return errOtherKind(aliasARN(tx.Caller, a.Name))
	}
	if err := a.unlink(tx); err != nil {
		return err
	}
	a.Updated = tx.Now()
	return a.put(tx, to)
}

// DeleteAlias takes the name from its key.
//
// Errors: ValidationException, NotAuthorizedException, NotFoundException.
func (s *Service) DeleteAlias(
	ctx context.Context, in *model.DeleteAliasRequest,
) (*awsapi.Unit, error) {
	if err := checkAlias(*in.AliasName); err != nil {
		return nil, err
	}
	return transaction.Update(ctx, s.Store, func(tx *transaction.Tx) (*awsapi.Unit, error) {
		a, err := getAlias(tx, *in.AliasName)
		if err != nil {
			return nil, err
		}
		return nil, errors.Join(a.unlink(tx), aliases.Delete(tx, a.Name))
	})
}

// ListAliases lists the aliases, or those of a key, by name (UNKNOWN), a page at a time.
//
// Differs from AWS: the aliases of AWS's own keys, alias/aws/…, are not there.
//
// Errors: NotFoundException, InvalidArnException, InvalidMarkerException.
func (s *Service) ListAliases(
	ctx context.Context, in *model.ListAliasesRequest,
) (*model.ListAliasesResponse, error) {
	return transaction.View(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*model.ListAliasesResponse, error) {
		scan := func(after string) page.Items[alias] { return aliases.Scan(tx, "", after) }
		bound := []string{"ListAliases"}
		if in.KeyId != nil {
			k, err := findKey(tx, *in.KeyId)
			if err != nil {
				return nil, err
			}
			scan = func(after string) page.Items[alias] { return k.aliases(tx, after) }
			bound = append(bound, k.ID)
		}
		show := func(a *alias) model.AliasListEntry { return a.entry(tx.Caller) }
		q := query(tx, in.Limit, aliasesPage, in.Marker, bound...)
		found, next, err := page.Collect(s.Tokens, q, scan, page.All(show))
		return &model.ListAliasesResponse{
			Aliases: found, NextMarker: next, Truncated: new(next != nil),
		}, err
	})
}

func (a *alias) entry(c awsapi.Caller) model.AliasListEntry {
	return model.AliasListEntry{
		AliasName:       &a.Name,
		AliasArn:        new(aliasARN(c, a.Name)),
		TargetKeyId:     &a.KeyID,
		CreationDate:    a.Created,
		LastUpdatedDate: a.Updated,
	}
}
