package iam

import (
	"strings"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/iam"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// role is what is stored under a role's name in lower case: names are unique without regard to case
// (DOCUMENTED). Its inline policies are elsewhere.
type role struct {
	Name        string
	ID          string
	ARN         string
	Path        string
	Trust       string   // the trust policy, normalised
	Description string   `json:",omitzero"`
	MaxSession  int      // in seconds
	Boundary    string   `json:",omitzero"` // the ARN of the permissions boundary
	Tags        []tag    `json:",omitzero"`
	Attached    []string `json:",omitzero"` // the ARNs of managed policies, in their order
	Inline      int      `json:",omitzero"` // characters of all inline policies
	Service     string   `json:",omitzero"` // of a service-linked role: whose it is
	Created     time.Time
}

var roles = transaction.Table[role]{Name: "iam-roles", Check: ofAccount(checkStoredRole)}

// defaultSession is how long a session may last, in seconds, unless a role says otherwise
// (RECORDED).
const defaultSession = 3600

// key is where a thing with a name lies: names are unique without regard to case.
func key(name string) string { return strings.ToLower(name) }

// getRole returns the named role.
//
// Errors: NoSuchEntity.
func getRole(tx *transaction.Tx, name string) (*role, error) {
	r, err := roles.Get(tx, key(name))
	if err == nil && r == nil {
		err = errNoRole(name)
	}
	return r, err
}

// ownRole returns the named role if it is the customer's to change.
//
// Errors: NoSuchEntity, UnmodifiableEntity.
func ownRole(tx *transaction.Tx, name string) (*role, error) {
	r, err := getRole(tx, name)
	if err == nil && r.Service != "" {
		err = errProtected(r.Name)
	}
	return r, err
}

func (r *role) put(tx *transaction.Tx) error { return roles.Put(tx, key(r.Name), r) }

// identified are the members that every answer shows (RECORDED).
func (r *role) identified() *model.Role {
	return &model.Role{
		Path: &r.Path, RoleName: &r.Name, RoleId: &r.ID, Arn: &r.ARN, CreateDate: r.Created,
		AssumeRolePolicyDocument: new(encoded(r.Trust)),
	}
}

// described adds the description, if there is one.
func (r *role) described() *model.Role {
	out := r.identified()
	out.Description = awsapi.Present(r.Description)
	return out
}

// listed is the role as ListRoles shows it (RECORDED).
func (r *role) listed() model.Role {
	out := r.described()
	out.MaxSessionDuration = &r.MaxSession
	return *out
}

// whole is the role as GetRole shows it (RECORDED). Nobody has used it: there is an empty
// RoleLastUsed.
func (r *role) whole() *model.Role {
	out := new(r.listed())
	out.PermissionsBoundary, out.Tags = r.boundary(), shown(r.Tags)
	out.RoleLastUsed = new(model.RoleLastUsed)
	return out
}

// boundary shows the permissions boundary, whose type is not the one of the model (RECORDED).
func (r *role) boundary() *model.AttachedPermissionsBoundary {
	if r.Boundary == "" {
		return nil
	}
	return &model.AttachedPermissionsBoundary{
		PermissionsBoundaryType: new(model.PermissionsBoundaryAttachmentType("Policy")),
		PermissionsBoundaryArn:  &r.Boundary,
	}
}
