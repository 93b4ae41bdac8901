package buses

import (
	"bytes"
	"cmp"
	"encoding/json"
	"regexp"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// maxPolicy is the length of the longest policy, in bytes of its JSON (DOCUMENTED).
const maxPolicy = 10_240

// policyText is the policy as AWS shows it: compact JSON, or nil where there are no statements
// (RECORDED).
func policyText(statements []statement) *string {
	if len(statements) == 0 {
		return nil
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	_ = e.Encode(struct {
		Version   string
		Statement []statement
	}{"2012-10-17", statements}) // it cannot fail: every part of it was JSON before
	return new(string(bytes.TrimSpace(out.Bytes())))
}

// setPolicy replaces all statements by those of a policy.
func (b *bus) setPolicy(c awsapi.Caller, document string) (err error) {
	b.Policy, err = readPolicy(c, document)
	return err
}

// readPolicy reads a policy. Statement may be a list or one statement (RECORDED).
//
// Differs from AWS: of a policy the form is looked at; whether its actions, resources and
// principals exist is not, and its version is shown as 2012-10-17.
func readPolicy(c awsapi.Caller, document string) ([]statement, error) {
	var policy *struct{ Version, Statement json.RawMessage }
	switch err := json.Unmarshal([]byte(document), &policy); {
	case !json.Valid([]byte(document)):
		return nil, errPolicyJSON()
	case err != nil, policy == nil:
		return nil, errNoPolicy()
	case policy.Version == nil:
		return nil, errMissingField("Version")
	case policy.Statement == nil:
		return nil, errMissingField("Statement")
	}
	statements, err := readStatements(policy.Statement)
	if err != nil {
		return nil, err
	}
	if len(statements) == 0 {
		return nil, errNoStatements()
	}
	for i := range statements {
		if err := statements[i].check(); err != nil {
			return nil, err
		}
		statements[i].Principal = withRoots(c, statements[i].Principal)
	}
	return statements, nil
}

func readStatements(document json.RawMessage) (all []statement, err error) {
	if document[0] != '[' {
		document = append(append([]byte{'['}, document...), ']')
	}
	if err := json.Unmarshal(document, &all); err != nil {
		return nil, errNoPolicy()
	}
	return all, nil
}

// check refuses a statement without a member that every statement has (RECORDED for Sid and
// Resource).
func (s *statement) check() error {
	for _, required := range []struct {
		name string
		has  bool
	}{
		{"Sid", s.Sid != ""},
		{"Effect", s.Effect != ""},
		{"Principal", cmp.Or(len(s.Principal), len(s.NotPrincipal)) > 0},
		{"Action", cmp.Or(len(s.Action), len(s.NotAction)) > 0},
		{"Resource", cmp.Or(len(s.Resource), len(s.NotResource)) > 0},
	} {
		if !required.has {
			return errMissingField(required.name)
		}
	}
	return nil
}

// accountNumber is one as a whole JSON text.
var accountNumber = regexp.MustCompile(`"(\d{12})"`)

// withRoots shows accounts in a principal as AWS does: as the ARNs of their root users (RECORDED).
func withRoots(c awsapi.Caller, principal json.RawMessage) json.RawMessage {
	return accountNumber.ReplaceAllFunc(principal, func(quoted []byte) []byte {
		return text(root(c, string(bytes.Trim(quoted, `"`))))
	})
}
