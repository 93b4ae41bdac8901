package kms

import (
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// reference is what an identifier names: a key by its id, or an alias by its name.
type reference struct {
	id    string
	alias string
	given string // the identifier, where it is an ARN
}

const aliasPrefix = "alias/"

// awsPrefix begins the aliases of AWS's own keys.
const awsPrefix = aliasPrefix + "aws/"

// refer reads a key id, key ARN, alias name or alias ARN.
func refer(c awsapi.Caller, identifier string) (reference, error) {
	if strings.HasPrefix(identifier, aliasPrefix) {
		return reference{alias: identifier}, nil
	}
	if !strings.HasPrefix(identifier, "arn:") {
		return reference{id: identifier}, nil
	}
	r := reference{given: identifier}
	parts := strings.SplitN(identifier, ":", 6)
	if len(parts) < 6 || parts[1] != c.Partition() || parts[2] != "kms" {
		return r, errARN(identifier)
	}
	if id, ok := strings.CutPrefix(parts[5], "key/"); ok {
		r.id = id
	} else if strings.HasPrefix(parts[5], aliasPrefix) {
		r.alias = parts[5]
	}
	switch {
	case r.id == "" && r.alias == "":
		return r, errARN(identifier)
	case parts[3] != c.Region:
		return r, errRegion(parts[3])
	case parts[4] != c.Account:
		return r, r.missing(c)
	}
	return r, nil
}

// aliased tells whether the identifier names an alias.
func (r reference) aliased() bool { return r.alias != "" }

var idForm = awsapi.NewPattern(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32}`)

// missing is the error of a reference that names nothing (RECORDED for ids).
//
// Differs from AWS: a key of another account is never found, also where its policy lets the caller
// use it.
func (r reference) missing(c awsapi.Caller) error {
	switch {
	case r.given != "" && r.aliased():
		return errNoAlias(r.given)
	case r.aliased():
		return errNoAlias(aliasARN(c, r.alias))
	case r.given != "":
		return errNoKey(r.given)
	case !idForm.Match(r.id):
		return errKeyID(r.id)
	}
	return errNoKey(keyARN(c, r.id))
}

func keyARN(c awsapi.Caller, id string) string     { return c.ARN("kms", "key/"+id) }
func aliasARN(c awsapi.Caller, name string) string { return c.ARN("kms", name) }

// find returns the key that an identifier of any form names.
//
// Errors: NotFoundException, InvalidArnException.
func find(tx *transaction.Tx, identifier string) (*key, error) {
	r, err := refer(tx.Caller, identifier)
	if err != nil {
		return nil, err
	}
	id := r.id
	if r.aliased() {
		a, err := aliases.Get(tx, r.alias)
		if err != nil {
			return nil, err
		}
		if a == nil {
			return nil, r.missing(tx.Caller)
		}
		id = a.KeyID
	}
	k, err := keys.Get(tx, id)
	if err == nil && k == nil {
		err = r.missing(tx.Caller)
	}
	return k, err
}

// findKey returns the key that an id or an ARN names: most operations take no alias (DOCUMENTED).
//
// Errors: NotFoundException, InvalidArnException.
func findKey(tx *transaction.Tx, identifier string) (*key, error) {
	r, err := refer(tx.Caller, identifier)
	if err != nil {
		return nil, err
	}
	if r.aliased() {
		return nil, errAliasGiven(identifier)
	}
	return find(tx, identifier)
}
