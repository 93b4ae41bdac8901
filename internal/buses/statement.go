package buses

import (
	"encoding/json"
	"regexp"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
)

// A statement is one of a policy. Its members have the order in which AWS shows them (RECORDED but
// for the negated ones).
type statement struct {
	Sid          string          `json:"Sid"`
	Effect       string          `json:"Effect"`
	Principal    json.RawMessage `json:"Principal,omitempty"`
	NotPrincipal json.RawMessage `json:"NotPrincipal,omitempty"`
	Action       json.RawMessage `json:"Action,omitempty"`
	NotAction    json.RawMessage `json:"NotAction,omitempty"`
	Resource     json.RawMessage `json:"Resource,omitempty"`
	NotResource  json.RawMessage `json:"NotResource,omitempty"`
	Condition    json.RawMessage `json:"Condition,omitempty"`
}

// organization is the form of an organization's id (DOCUMENTED).
var organization = regexp.MustCompile(`^o-[a-z0-9]{10,32}$`)

// checkPermission refuses members that do not go together, and values that AWS does not support
// (RECORDED).
func checkPermission(in *events.PutPermissionRequest) error {
	if in.Policy != nil {
		if in.Action != nil || in.Principal != nil || in.StatementId != nil || in.Condition != nil {
			return errPolicyAndStatement()
		}
		return nil
	}
	for _, required := range []struct {
		name  string
		given *string
	}{{"Action", in.Action}, {"Principal", in.Principal}, {"StatementId", in.StatementId}} {
		if required.given == nil {
			return errUnspecified(required.name)
		}
	}
	if *in.Action != "events:PutEvents" {
		return errUnsupported("action")
	}
	return checkCondition(in.Condition)
}

func checkCondition(c *events.Condition) error {
	switch {
	case c == nil:
		return nil
	case *c.Type != "StringEquals":
		return errUnsupported("condition.type")
	case *c.Key != "aws:PrincipalOrgID":
		return errUnsupported("condition.key")
	case !organization.MatchString(*c.Value):
		return errInvalid("condition.value")
	}
	return nil
}

// allowing is the statement that a PutPermission without a policy asks for.
func allowing(c awsapi.Caller, busARN string, in *events.PutPermissionRequest) statement {
	s := statement{
		Sid:       *in.StatementId,
		Effect:    "Allow",
		Principal: text("*"),
		Action:    text(*in.Action),
		Resource:  text(busARN),
	}
	if *in.Principal != "*" {
		s.Principal = object("AWS", text(root(c, *in.Principal)))
	}
	if in.Condition != nil {
		c := in.Condition
		s.Condition = object(*c.Type, object(*c.Key, text(*c.Value)))
	}
	return s
}

// root is the principal that an account's number stands for.
func root(c awsapi.Caller, account string) string {
	return awsapi.Caller{Account: account, Region: c.Region}.Root()
}

func text(value string) json.RawMessage { return awsapi.AppendText(nil, value) }

func object(name string, value json.RawMessage) json.RawMessage {
	return append(append(append([]byte{'{'}, text(name)...), ':'), append(value, '}')...)
}
