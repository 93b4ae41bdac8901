package kms

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/kms"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// alias is another name of a key, stored under the alias name, alias/ and all.
type alias struct {
	Name    string
	KeyID   string
	Created time.Time
	Updated time.Time
}

var aliases = store.Table[alias]{Name: "kms-aliases"}

// aliasesOf names the aliases of a key, in the order of their names.
var aliasesOf = store.Table[struct{}]{Name: "kms-aliases-by-key"}

// of begins the keys of a key's aliases.
func of(keyID string) string { return keyID + "/" }

// put stores an alias of the key until that is to be deleted.
func (a *alias) put(tx *store.Tx, c awsapi.Caller, k *key) error {
	a.KeyID = k.ID
	if k.Deletion.IsZero() {
		return errors.Join(aliases.Put(tx, transaction.Shelf(c), a.Name, a), aliasesOf.Put(tx, transaction.Shelf(c), of(k.ID)+a.Name, &struct{}{}))
	}
	return errors.Join(
		aliases.PutUntil(tx, transaction.Shelf(c), a.Name, a, k.Deletion),
		aliasesOf.PutUntil(tx, transaction.Shelf(c), of(k.ID)+a.Name, &struct{}{}, k.Deletion),
	)
}

// unlink forgets that the alias is one of its key's.
func (a *alias) unlink(tx *store.Tx, c awsapi.Caller) error {
	return aliasesOf.Delete(tx, transaction.Shelf(c), of(a.KeyID)+a.Name)
}

// putWithAliases stores the key and all its aliases until it is to be deleted.
func (k *key) putWithAliases(tx *store.Tx, c awsapi.Caller) error {
	for item, err := range k.aliases(tx, c, "") {
		if err == nil {
			err = item.Value.put(tx, c, k)
		}
		if err != nil {
			return fmt.Errorf("aliases of key %s: %w", k.ID, err)
		}
	}
	return k.put(tx, c)
}

// aliases yields those of the key whose names come after the given one.
func (k *key) aliases(tx *store.Tx, c awsapi.Caller, after string) items[alias] {
	return func(yield func(store.Item[alias], error) bool) {
		for item, err := range aliasesOf.Scan(tx, transaction.Shelf(c), of(k.ID), of(k.ID)+after) {
			out := store.Item[alias]{Shelf: item.Shelf, Key: strings.TrimPrefix(item.Key, of(k.ID))}
			if err == nil {
				out.Value, err = getAlias(tx, c, out.Key)
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
func getAlias(tx *store.Tx, c awsapi.Caller, name string) (*alias, error) {
	a, err := aliases.Get(tx, transaction.Shelf(c), name)
	if err == nil && a == nil {
		err = errNoAlias(aliasARN(c, name))
	}
	return a, err
}

// checkAlias refuses names that no customer's alias can have.
func checkAlias(name string) error {
	rest, ok := strings.CutPrefix(name, aliasPrefix)
	switch {
	case !ok || rest == "":
		return errAliasPrefix()
	case strings.HasPrefix(rest, "aws/"):
		return errAliasReserved()
	case strings.Contains(rest, ":"):
		return errAliasCharacters(name)
	}
	return nil
}

// target returns the key that an alias is to name, by its id or ARN, if it may be named so.
func target(tx *store.Tx, c awsapi.Caller, identifier string) (*key, error) {
	if r, err := refer(c, identifier); err == nil && r.aliased() {
		return nil, errAliasOfAlias()
	}
	k, err := findKey(tx, c, identifier)
	if err != nil {
		return nil, err
	}
	return k, k.kept()
}

// CreateAlias gives a key another name.
//
// Errors: ValidationException, NotAuthorizedException, AlreadyExistsException,
// NotFoundException, InvalidArnException, KMSInvalidStateException.
func (s *Service) CreateAlias(ctx context.Context, in *model.CreateAliasRequest) (*awsapi.Unit, error) {
	if err := checkAlias(*in.AliasName); err != nil {
		return nil, err
	}
	return transaction.Update(ctx, s.Store, func(tx *store.Tx, caller awsapi.Caller) (*awsapi.Unit, error) {
		k, err := target(tx, caller, *in.TargetKeyId)
		if err != nil {
			return nil, err
		}
		taken, err := aliases.Get(tx, transaction.Shelf(caller), *in.AliasName)
		if err != nil {
			return nil, err
		}
		if taken != nil {
			return nil, errAliasTaken(aliasARN(caller, *in.AliasName))
		}
		a := &alias{Name: *in.AliasName, Created: tx.Now(), Updated: tx.Now()}
		return nil, a.put(tx, caller, k)
	})
}

// UpdateAlias lets an alias name another key, of the same family and usage (DOCUMENTED).
//
// Errors: ValidationException, NotAuthorizedException, NotFoundException,
// InvalidArnException, KMSInvalidStateException.
func (s *Service) UpdateAlias(ctx context.Context, in *model.UpdateAliasRequest) (*awsapi.Unit, error) {
	if err := checkAlias(*in.AliasName); err != nil {
		return nil, err
	}
	return transaction.Update(ctx, s.Store, func(tx *store.Tx, caller awsapi.Caller) (*awsapi.Unit, error) {
		a, err := getAlias(tx, caller, *in.AliasName)
		if err != nil {
			return nil, err
		}
		k, err := target(tx, caller, *in.TargetKeyId)
		if err != nil {
			return nil, err
		}
		return nil, a.move(tx, caller, k)
	})
}

func (a *alias) move(tx *store.Tx, c awsapi.Caller, to *key) error {
	from, err := find(tx, c, a.KeyID)
	if err != nil {
		return err
	}
	if from.family() != to.family() || from.Usage != to.Usage {
		return errOtherKind(aliasARN(c, a.Name))
	}
	if err := a.unlink(tx, c); err != nil {
		return err
	}
	a.Updated = tx.Now()
	return a.put(tx, c, to)
}

// DeleteAlias takes the name from its key.
//
// Errors: ValidationException, NotAuthorizedException, NotFoundException.
func (s *Service) DeleteAlias(ctx context.Context, in *model.DeleteAliasRequest) (*awsapi.Unit, error) {
	if err := checkAlias(*in.AliasName); err != nil {
		return nil, err
	}
	return transaction.Update(ctx, s.Store, func(tx *store.Tx, caller awsapi.Caller) (*awsapi.Unit, error) {
		a, err := getAlias(tx, caller, *in.AliasName)
		if err != nil {
			return nil, err
		}
		return nil, errors.Join(a.unlink(tx, caller), aliases.Delete(tx, transaction.Shelf(caller), a.Name))
	})
}

// ListAliases lists the aliases, or those of a key, by name (UNKNOWN), a page at a time.
//
// Differs from AWS: the aliases of AWS's own keys, alias/aws/…, are not there.
//
// Errors: NotFoundException, InvalidArnException, InvalidMarkerException.
func (s *Service) ListAliases(ctx context.Context, in *model.ListAliasesRequest) (*model.ListAliasesResponse, error) {
	return transaction.View(ctx, s.Store, func(tx *store.Tx, caller awsapi.Caller) (*model.ListAliasesResponse, error) {
		scan := func(after string) items[alias] { return aliases.Scan(tx, transaction.Shelf(caller), "", after) }
		bound := []string{"ListAliases"}
		if in.KeyId != nil {
			k, err := findKey(tx, caller, *in.KeyId)
			if err != nil {
				return nil, err
			}
			scan = func(after string) items[alias] { return k.aliases(tx, caller, after) }
			bound = append(bound, k.ID)
		}
		show := func(a *alias) model.AliasListEntry { return a.entry(caller) }
		found, next, err := collect(s.listing(caller, in.Limit, aliasesPage, in.Marker, bound...), scan, show)
		return &model.ListAliasesResponse{Aliases: found, NextMarker: next, Truncated: new(next != nil)}, err
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
