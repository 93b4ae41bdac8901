package iam_test

import (
	"strings"
	"testing"

	model "github.com/eventbridge-connections/emulator/internal/model/iam"
)

// whole is a document of one statement.
func whole(statement string) string {
	return `{"Version":"2012-10-17","Statement":[` + statement + `]}`
}

// permitted is a statement without its end.
const permitted = `{"Effect":"Allow","Action":"a:B","Resource":"*"`

func permitting(action, resource string) string {
	return whole(`{"Effect":"Allow","Action":"` + action + `","Resource":"` + resource + `"}`)
}

const syntax = "Syntax errors in policy."

// noPermissions are documents that are no policies of permissions, with AWS's words for them.
var noPermissions = []struct{ document, words string }{
	{`{`, syntax},
	{`[]`, syntax},
	{`{}`, syntax},
	{`{"Statement":[]}`, syntax},
	{`{"Statement":["x"]}`, syntax},
	{`{"Other":1,"Statement":[` + permits + `]}`, syntax},
	{whole(`{"Effect":"allow","Action":"a:B","Resource":"*"}`), syntax},
	{whole(`{"Effect":"Allow","Action":[],"Resource":"*"}`), syntax},
	{whole(`{"Effect":"Allow","Action":1,"Resource":"*"}`), syntax},
	{whole(permitted + `,"Condition":"x"}`), syntax},
	{whole(permitted + `,"Condition":{"StringEquals":"x"}}`), syntax},
	{whole(permitted + `,"Sid":1}`), syntax},
	{whole(permitted + `,"NotAction":"a:C"}`), syntax},
	{whole(permitted + `,"NotResource":"*"}`), syntax},
	{whole(permitted + `,"Condition":{"StringEqual":{"a:b":"x"}}}`), syntax},
	{whole(permitted + `,"Condition":{"StringEquals":{"a:b":{"c":"x"}}}}`), syntax},
	{whole(permitted + `,"Condition":{"StringEquals":{"a:b":[null]}}}`), syntax},
	{
		whole(permitted + `,"Condition":{"StringEquals":{"b":"x"}}}`),
		"Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
	},
	{
		whole(permitted + `,"Sid":"Put events"}`),
		"Statement IDs (SID) must be alpha-numeric. " +
			"Check that your input satisfies the regular expression [0-9A-Za-z]*",
	},
	{permitting(":b", "*"), "Vendor  is not valid"},
	{
		permitting("a:b", "arn:aws:iam::111122223333:roles/x"),
		`IAM resource path must either be "*" or start with user/, federated-user/, role/, group/, ` +
			"instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, " +
			"oidc-provider/, report/, access-report/.",
	},
	{
		strings.Replace(permits, "2012", "2013", 1),
		"Policy document must be version 2012-10-17 or greater.",
	},
	{whole(permitted + `,"Principal":"*"}`), "Policy document should not specify a principal."},
	{whole(`{"Effect":"Allow","Resource":"*"}`), "Policy statement must contain actions."},
	{whole(`{"Effect":"Allow","Action":"a:B"}`), "Policy statement must contain resources."},
	{
		permitting("PutEvents", "*"),
		"Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
	},
	{permitting("a:b:c", "*"), "Actions/Condition can contain only one colon."},
	{permitting("a a:b", "*"), "Vendor a a is not valid"},
	{permitting("a:b", "bucket"), `Resource bucket must be in ARN format or "*".`},
	{
		permitting("a:b", "arn:b:c:d:e:f:g:h"),
		`Partition "b" is not valid for resource "arn:b:c:d:e:f:g:h".`,
	},
	{
		permitting("a:b", "arn:aws:s*:::x"),
		"Resource vendor must be fully qualified and cannot contain regexes.",
	},
	{
		permitting("a:b", "arn:aws:iam:us-east-1::example_bucket"),
		"IAM resource arn:aws:iam:us-east-1::example_bucket cannot contain region information.",
	},
	{
		permitting("a:b", "arn:aws:s3:us-east-1::example_bucket"),
		"Resource arn:aws:s3:us-east-1::example_bucket can not contain region information.",
	},
	{
		whole(permitted + `,"Sid":"a"},` + permitted + `,"Sid":"a"}`),
		"Statement IDs (SID) in a single policy must be unique.",
	},
}

func TestService_PutRolePolicy_document(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.role(t, "one")
	for _, c := range noPermissions {
		t.Run(c.document, func(t *testing.T) {
			in := &model.PutRolePolicyRequest{
				RoleName: new("one"), PolicyName: new("p"), PolicyDocument: &c.document,
			}
			refusal(t, r.PutRolePolicy, in, "MalformedPolicyDocument", 0, c.words)
		})
	}
	for _, document := range []string{
		permits,
		`{"Statement":{"Effect":"Deny","NotAction":["*"],"NotResource":["arn:aws:s3:::b/*","*"]}}`,
		`{"Version":"2008-10-17","Id":"x","Statement":[` + permitted +
			`,"Condition":{"Bool":{"a:b":"true"}}}]}`,
		permitting("*", "arn:*:sqs:*:*:q"),
		permitting("s3:*", "arn:aws:s3:us-east-1:1:accesspoint/x"),
		permitting("iam:PassRole", "arn:aws:iam::1:role/${aws:username}"),
		permitting("iam:PassRole", "arn:aws:iam::*:r*/x"),
		whole(permitted + `,"Sid":"","Condition":{"ForAnyValue:StringLikeIfExists":{"a:b/c:d":["x"]},` +
			`"NumericLessThanEquals":{"a:b":1},"Null":{"a:b":[]},"NotIpAddress":{"a:b":"10.0.0.0/8"}}}`),
	} {
		answer(t, r.PutRolePolicy, &model.PutRolePolicyRequest{
			RoleName: new("one"), PolicyName: new("p"), PolicyDocument: &document,
		})
	}
}

func TestService_CreateRole_document(t *testing.T) {
	t.Parallel()
	r := open(t)
	const trust = `{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"`
	const missing = "arn:aws:iam::111122223333:role/none"
	trusting := func(principal string) string {
		return whole(`{"Effect":"Allow","Principal":` + principal + `,"Action":"sts:AssumeRole"}`)
	}
	for _, c := range []struct{ document, words string }{
		{`{"Version"`, "This policy contains invalid Json"},
		{`{}`, "Syntax errors in policy."},
		{trusting(`"me"`), "Syntax errors in policy."},
		{trusting(`{}`), "Syntax errors in policy."},
		{trusting(`{"User":"me"}`), "Syntax errors in policy."},
		{trusting(`{"AWS":"me"}`), `Invalid principal in policy: "AWS":"me"`},
		{
			strings.Replace(trusting(`"*"`), "2012", "2013", 1),
			"Policy document must be version 2012-10-17 or greater.",
		},
		{
			whole(trust + `,"Sid":"a"},` + trust + `,"Sid":"a"}`),
			"Statement IDs (SID) in a single policy must be unique.",
		},
		{
			whole(`{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*"}`),
			"Has prohibited field Resource",
		},
		{
			whole(`{"Effect":"Allow","Action":"sts:AssumeRole"}`),
			"Invalid principal in policy: com.amazon.balsa.error.InvalidPolicyException: " +
				"The passed in policy has a statement with no principals!",
		},
		{whole(`{"Effect":"Allow","Principal":"*"}`), "Policy statement must contain actions."},
		{trusting(`{"AWS":["` + missing + `"]}`), `Invalid principal in policy: "AWS":"` + missing + `"`},
	} {
		t.Run(c.document, func(t *testing.T) {
			refusal(t, r.CreateRole, creating("one", c.document), "MalformedPolicyDocument", 0, c.words)
		})
	}
	long := trusting(`{"Service":"` + strings.Repeat("x", 2048) + `"}`)
	refusal(t, r.CreateRole, creating("one", long),
		"LimitExceeded", 409, "Cannot exceed quota for ACLSizePerRole: 2048")
	for name, principal := range map[string]string{
		"everybody": `"*"`,
		"account":   `{"AWS":"444455556666"}`,
		"elsewhere": `{"AWS":"arn:aws:iam::444455556666:role/x"}`,
		"user":      `{"AWS":"arn:aws:iam::111122223333:user/x"}`,
		"federated": `{"Federated":["a","b"]}`,
	} {
		answer(t, r.CreateRole, creating(name, trusting(principal)))
	}
	mine := trusting(`{"AWS":"arn:aws:iam::111122223333:role/user"}`)
	answer(t, r.CreateRole, creating("two", mine))
}

// creating asks for a role with a trust policy.
func creating(name, document string) *model.CreateRoleRequest {
	return &model.CreateRoleRequest{RoleName: &name, AssumeRolePolicyDocument: &document}
}
