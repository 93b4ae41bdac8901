package kms

import (
	"errors"
	"fmt"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/kms"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Tables are the tables of this package.
func Tables() []store.AnyTable {
	return []store.AnyTable{keys.Stored(), aliases.Stored(), aliasesOf.Stored()}
}

var errPlace = errors.New("its name or ARN is not that of its place")

// redact removes all but the id and the ARN.
func (k *key) redact() { *k = key{ID: k.ID, ARN: k.ARN} }

// redact removes all but the name.
func (a *alias) redact() { *a = alias{Name: a.Name} }

// checkStoredKey refuses a key that no command could have stored.
func checkStoredKey(owner awsapi.Caller, id string, k *key) error {
	switch {
	case k.ID != id || !idForm.Match(id) || k.ARN != keyARN(owner, id):
		return errPlace
	case k.Rotation.Days < 0:
		return fmt.Errorf("%d days are no period of rotation", k.Rotation.Days)
	}
	if err := checkPolicy(k.Policy); err != nil {
		return err
	}
	tags := model.ListResourceTagsResponse{Tags: make([]model.Tag, len(k.Tags))}
	for i := range k.Tags {
		tags.Tags[i] = model.Tag{TagKey: &k.Tags[i].Key, TagValue: &k.Tags[i].Value}
	}
	if err := tags.Check(); err != nil {
		return err
	}
	return k.metadata(owner).Check()
}

// checkStoredAlias refuses an alias that no command could have stored.
func checkStoredAlias(owner awsapi.Caller, name string, a *alias) error {
	if a.Name != name || !idForm.Match(a.KeyID) {
		return errPlace
	}
	if err := checkAlias(name); err != nil {
		return err
	}
	entry := a.entry(owner)
	return entry.Check()
}

// checkStoredAliasOf refuses a key that is not made of the id of a key and the name of an alias.
func checkStoredAliasOf(_ awsapi.Caller, key string, _ *struct{}) error {
	id, name, _ := strings.Cut(key, "/")
	if !idForm.Match(id) {
		return errPlace
	}
	return checkAlias(name)
}

// CheckWhole returns the error of an alias that is not among those of its key, and of one that is
// among them and is not there.
func CheckWhole(tx *store.Tx) error {
	for item, err := range aliases.All(&transaction.Tx{Tx: tx}) {
		if err != nil {
			return err
		}
		link, err := aliasesOf.Get(item.Tx, of(item.Value.KeyID)+item.Key)
		if err != nil {
			return err
		}
		if link == nil {
			return fmt.Errorf(
				"%s in table %s: it is missing in table %s", item.Key, aliases.Name, aliasesOf.Name,
			)
		}
	}
	for item, err := range aliasesOf.All(&transaction.Tx{Tx: tx}) {
		if err != nil {
			return err
		}
		id, name, _ := strings.Cut(item.Key, "/")
		a, err := aliases.Get(item.Tx, name)
		if err != nil {
			return err
		}
		if a == nil || a.KeyID != id {
			return fmt.Errorf("%s in table %s: its alias is missing", item.Key, aliasesOf.Name)
		}
	}
	return nil
}
