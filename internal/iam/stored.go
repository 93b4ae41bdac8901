package iam

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/iam"
	"github.com/eventbridge-connections/emulator/internal/store"
)

// Tables are the tables of this package.
func Tables() []store.AnyTable {
	return []store.AnyTable{
		roles.Stored(), inlines.Stored(), deletions.Stored(),
		policies.Stored(), documents.Stored(), usages.Stored(),
	}
}

// ofAccount is the check of a table whose records lie on the one shelf of an account.
func ofAccount[T any](
	check func(account, key string, v *T) error,
) func(store.Shelf, string, *T) error {
	return func(s store.Shelf, key string, v *T) error {
		switch {
		case !awsapi.IsAccount(s.Account):
			return fmt.Errorf("%q is no account: it has 12 digits", s.Account)
		case s.Region != "":
			return fmt.Errorf("it has the region %q, and IAM has none", s.Region)
		}
		return check(s.Account, key, v)
	}
}

var errPlace = errors.New("its name or ARN is not that of its place")

// checkStoredRole refuses a role that no command could have stored.
func checkStoredRole(account, at string, r *role) error {
	if key(r.Name) != at || r.Name == "" ||
		!strings.HasSuffix(r.ARN, ":iam::"+account+":role"+r.Path+r.Name) {
		return errPlace
	}
	if err := isDocument(r.Trust); err != nil {
		return err
	}
	out := r.whole()
	out.PermissionsBoundary = nil // RECORDED: its type is not the one of the model
	return (&model.GetRoleResponse{Role: out}).Check()
}

// checkStoredPolicy refuses a managed policy that no command could have stored.
func checkStoredPolicy(_, at string, p *policy) error {
	if p.key() != at || p.Name == "" || !strings.HasSuffix(p.ARN, ":policy"+p.Path+p.Name) {
		return errPlace
	}
	if len(p.Versions) == 0 {
		return errors.New("a policy without a version")
	}
	return nil
}

func checkStoredInline(_, at string, p *inline) error {
	if _, name, _ := strings.Cut(at, "/"); p.Name == "" || !strings.EqualFold(name, p.Name) {
		return errPlace
	}
	return isDocument(p.Document)
}

func checkStoredDocument(_, _ string, d *document) error { return isDocument(d.Text) }

// isDocument refuses a text that is no JSON.
func isDocument(text string) error {
	if !json.Valid([]byte(text)) {
		return errors.New("its policy document is no JSON")
	}
	return nil
}
