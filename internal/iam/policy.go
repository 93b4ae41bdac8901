package iam

import (
	"fmt"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/iam"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// policy is a managed policy. A customer's is stored under its name in lower case, one of AWS's
// under its ARN, for as long as it is used. The documents are elsewhere.
type policy struct {
	Name        string
	ID          string
	ARN         string
	Path        string
	Description string    `json:",omitzero"`
	Tags        []tag     `json:",omitzero"`
	Versions    []version // the oldest first
	Made        int       // how many versions there have ever been
	Default     string    // the id of a version
	Attached    int       `json:",omitzero"` // roles that it is attached to
	Bounds      int       `json:",omitzero"` // roles whose permissions boundary it is
	Created     time.Time
	Updated     time.Time
	AWS         bool `json:",omitzero"` // it is one of AWS's own
}

// version is one of the documents that a policy has had, without the document.
type version struct {
	ID      string
	Created time.Time
}

var policies = transaction.Table[policy]{Name: "iam-policies", Check: ofAccount(checkStoredPolicy)}

// document is the text of a version.
type document struct{ Text string }

// documents are the texts by the names of policy and version.
var documents = transaction.Table[document]{
	Name:  "iam-policy-documents",
	Check: ofAccount(checkStoredDocument),
}

// key is where the policy is stored.
func (p *policy) key() string {
	if p.AWS {
		return p.ARN
	}
	return key(p.Name)
}

// documentKey is where the text of a version is stored. No name has a slash.
func (p *policy) documentKey(versionID string) string { return key(p.Name) + "/" + versionID }

// put stores the policy, one of AWS's while it is used.
func (p *policy) put(tx *transaction.Tx) error {
	if p.AWS && p.Attached == 0 && p.Bounds == 0 {
		return policies.Delete(tx, p.key())
	}
	return policies.Put(tx, p.key(), p)
}

// findPolicy returns the managed policy of that ARN, or nil.
//
// Errors: ValidationError for what is no ARN.
func findPolicy(tx *transaction.Tx, arn string) (*policy, error) {
	n, err := parsePolicyARN(arn)
	if err != nil {
		return nil, err
	}
	if n.aws {
		return findAWS(tx, n)
	}
	p, err := policies.Get(tx, key(n.name))
	if err != nil || p == nil || p.ARN != arn {
		return nil, err
	}
	return p, nil
}

// getPolicy returns the managed policy of that ARN.
//
// Errors: NoSuchEntity, ValidationError.
func getPolicy(tx *transaction.Tx, arn string) (*policy, error) {
	p, err := findPolicy(tx, arn)
	if err == nil && p == nil {
		err = errNoPolicy(arn)
	}
	return p, err
}

// ownPolicy returns the managed policy of that ARN if it is the customer's to change.
//
// Errors: NoSuchEntity, UnmodifiableEntity, ValidationError.
func ownPolicy(tx *transaction.Tx, arn string) (*policy, error) {
	p, err := getPolicy(tx, arn)
	if err == nil && p.AWS {
		err = errManaged(arn)
	}
	return p, err
}

// attachable returns the policy of that ARN for a role.
//
// Errors: NoSuchEntity, ValidationError.
func attachable(tx *transaction.Tx, arn string) (*policy, error) {
	p, err := findPolicy(tx, arn)
	if err == nil && p == nil {
		err = errNotAttachable(arn)
	}
	return p, err
}

// text returns the document of a version.
func (p *policy) text(tx *transaction.Tx, versionID string) (string, error) {
	if p.AWS {
		return emptyDocument, nil
	}
	d, err := documents.Get(tx, p.documentKey(versionID))
	if err == nil && d == nil {
		err = fmt.Errorf("policy %s has no document of version %s", p.Name, versionID)
	}
	if err != nil {
		return "", err
	}
	return d.Text, nil
}

// listed is the policy without what ListPolicies does not show (DOCUMENTED).
func (p *policy) listed() model.Policy {
	return model.Policy{
		PolicyName:                    &p.Name,
		PolicyId:                      &p.ID,
		Arn:                           &p.ARN,
		Path:                          &p.Path,
		DefaultVersionId:              &p.Default,
		AttachmentCount:               &p.Attached,
		PermissionsBoundaryUsageCount: &p.Bounds,
		IsAttachable:                  new(true),
		CreateDate:                    p.Created,
		UpdateDate:                    p.Updated,
	}
}

// whole is the policy as GetPolicy shows it.
func (p *policy) whole() *model.Policy {
	out := new(p.listed())
	out.Description, out.Tags = awsapi.Present(p.Description), shown(p.Tags)
	return out
}
