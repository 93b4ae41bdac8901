package iam

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// maxTrust is how many characters a trust policy can have, blanks apart (DOCUMENTED).
const maxTrust = 2048

// trusted checks a trust policy and returns it as it is read again.
//
// UNKNOWN: the order of AWS's checks, and what else it looks at.
func trusted(tx *transaction.Tx, text string) (string, error) {
	if !json.Valid([]byte(text)) {
		return "", errNoJSON()
	}
	members, statements := parse(text)
	if statements == nil {
		return "", errSyntax()
	}
	if err := checkVersion(members); err != nil {
		return "", err
	}
	for _, s := range statements {
		if err := s.checkTrust(tx); err != nil {
			return "", err
		}
	}
	if repeated(statements) {
		return "", errSids()
	}
	if length(text) > maxTrust {
		return "", errQuota("ACLSizePerRole", maxTrust)
	}
	return normalised(members, statements), nil
}

func (s statement) checkTrust(tx *transaction.Tx) error {
	for _, name := range []string{"Resource", "NotResource"} {
		if s[name] != nil {
			return errProhibited(name)
		}
	}
	if !s.names("Principal", "NotPrincipal") {
		return errNoPrincipal()
	}
	if !s.names("Action", "NotAction") {
		return errNoActions()
	}
	if err := s.checkVendors(); err != nil {
		return err
	}
	return s.checkPrincipals(tx)
}

// principalForms are how an account, a role, a user or everybody may be named (DOCUMENTED): as the
// number of an account, an ARN, a unique id or *.
var principalForms = regexp.MustCompile(`^(\*|[0-9]{12}|arn:.+|A[A-Z0-9]{15,})$`)

// checkPrincipals refuses what names nobody, and a role of the account that does not exist.
//
// Differs from AWS: no other principal is looked at, and one that is deleted keeps its ARN in the
// policy, where AWS shows its id.
func (s statement) checkPrincipals(tx *transaction.Tx) error {
	kinds, _ := s["Principal"].(map[string]any)
	for _, arn := range texts(kinds["AWS"]) {
		missing, err := roleMissing(tx, arn)
		if err != nil {
			return err
		}
		if missing || !principalForms.MatchString(arn) {
			return errNoSuchPrincipal(arn)
		}
	}
	return nil
}

// roleMissing tells whether an ARN names a role of the account that there is not.
func roleMissing(tx *transaction.Tx, arn string) (bool, error) {
	a, ok := awsapi.ParseARN(arn)
	if !ok || a.Service != "iam" || a.Account != tx.Caller.Account ||
		!strings.HasPrefix(a.Resource, "role/") {
		return false, nil
	}
	r, err := roleOf(tx, arn)
	return r == nil, err
}

// roleOf returns the role of that ARN in the account that it names, or nil.
func roleOf(tx *transaction.Tx, arn string) (*role, error) {
	a, _ := awsapi.ParseARN(arn)
	tx = tx.As(awsapi.Caller{Account: a.Account})
	r, err := roles.Get(tx, key(arn[strings.LastIndexByte(arn, '/')+1:]))
	if err != nil || r == nil || r.ARN != arn {
		return nil, err
	}
	return r, nil
}

// normalised is a trust policy as it is read (RECORDED): without blanks, the members of a statement
// in one order, and a list of one without the list. The members of a principal and a condition are
// by name (UNKNOWN).
func normalised(members map[string]any, statements []statement) string {
	var out bytes.Buffer
	out.WriteByte('{')
	for _, name := range []string{"Version", "Id"} {
		if members[name] != nil {
			out.WriteString(member(name, members[name]) + ",")
		}
	}
	out.WriteString(`"Statement":[`)
	for i, s := range statements {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString(s.normalised())
	}
	out.WriteString("]}")
	return out.String()
}

func (s statement) normalised() string {
	var parts []string
	for _, name := range statementMembers {
		if s[name] != nil {
			parts = append(parts, member(name, bare(s[name])))
		}
	}
	return "{" + strings.Join(parts, ",") + "}"
}

// bare is a value with every list of one in it replaced by what is in the list.
func bare(v any) any {
	switch v := v.(type) {
	case []any:
		if len(v) == 1 {
			return v[0]
		}
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, of := range v {
			out[name] = bare(of)
		}
		return out
	}
	return v
}

// member is a member of an object as JSON.
func member(name string, v any) string {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.Encode(v)
	return `"` + name + `":` + strings.TrimSuffix(out.String(), "\n")
}
