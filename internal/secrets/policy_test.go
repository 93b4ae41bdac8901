package secrets_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
)

func (r *room) policy(t testing.TB, id string) (*string, error) {
	out, err := r.GetResourcePolicy(
		as(t, home), &secretsmanager.GetResourcePolicyRequest{SecretId: &id},
	)
	if err != nil {
		return nil, err
	}
	return out.ResourcePolicy, nil
}

func TestService_GetResourcePolicy(t *testing.T) {
	t.Parallel()
	r := open(t)
	arn := r.create(t, "orders", "{}")
	out, err := r.GetResourcePolicy(
		as(t, home), &secretsmanager.GetResourcePolicyRequest{SecretId: &arn},
	)
	require.NoError(t, err)
	assert.Equal(t, &secretsmanager.GetResourcePolicyResponse{ARN: &arn, Name: new(nameOf(arn))}, out)
	r.remove(t, arn, time.Second)
	_, err = r.policy(t, arn)
	require.EqualError(t, err, marked)
	r.pass(time.Second)
	_, err = r.policy(t, arn)
	require.EqualError(t, err, notFound)
}

// given is a policy as nobody prints it, and shown what Secrets Manager makes of it.
const (
	given = `{"Version":"2012-10-17","Statement":[{"Sid":"a<b","Effect":"Deny","Principal":{"AWS":["1","2"]},` +
		`"Action":"secretsmanager:*","Resource":"*","Condition":{"Bool":{"x":false},"N":{"y":1.50}}},{"Effect":"Allow","NotAction":[],"Condition":{}}]}`
	shown = `{
  "Version" : "2012-10-17",
  "Statement" : [ {
    "Sid" : "a<b",
    "Effect" : "Deny",
    "Principal" : {
      "AWS" : [ "1", "2" ]
    },
    "Action" : "secretsmanager:*",
    "Resource" : "*",
    "Condition" : {
      "Bool" : {
        "x" : false
      },
      "N" : {
        "y" : 1.50
      }
    }
  }, {
    "Effect" : "Allow",
    "NotAction" : [ ],
    "Condition" : { }
  } ]
}`
)

func TestService_PutResourcePolicy(t *testing.T) {
	t.Parallel()
	r := open(t)
	arn := r.own(t, "mine")
	r.pass(time.Second)
	out, err := r.PutResourcePolicy(
		as(t, home), &secretsmanager.PutResourcePolicyRequest{SecretId: &arn, ResourcePolicy: new(given)},
	)
	require.NoError(t, err)
	assert.Equal(t, &secretsmanager.PutResourcePolicyResponse{ARN: &arn, Name: new("mine")}, out)
	got, err := r.policy(t, arn)
	require.NoError(t, err)
	assert.Equal(t, shown, *got)
	assert.Equal(t, start.Add(time.Second), r.describe(t, arn).LastChangedDate)
	for range 2 { // also where there is none
		_, err = r.DeleteResourcePolicy(
			as(t, home), &secretsmanager.DeleteResourcePolicyRequest{SecretId: &arn},
		)
		require.NoError(t, err)
		got, err = r.policy(t, arn)
		require.NoError(t, err)
		assert.Nil(t, got)
	}
}

func TestService_PutResourcePolicy_refuses(t *testing.T) {
	t.Parallel()
	r := open(t)
	arn := r.own(t, "mine")
	for _, policy := range []string{
		`{`, `[]`, `"x"`, `null`, `{}`, `{"Statement":[]}`, `{"Statement":null}`, `{"Statement":"x"}`,
		`{"Statement":{"Effect":"allow"}}`, `{"Statement":[{"Effect":"Allow"},{}]}`,
	} {
		_, err := r.PutResourcePolicy(
			as(t, home), &secretsmanager.PutResourcePolicyRequest{SecretId: &arn, ResourcePolicy: &policy},
		)
		require.EqualError(t, err, malformed, policy)
		_, err = r.ValidateResourcePolicy(
			as(t, home), &secretsmanager.ValidateResourcePolicyRequest{ResourcePolicy: &policy},
		)
		require.EqualError(t, err, malformed, policy)
	}
}

const malformed = "MalformedPolicyDocumentException: The resource policy is not a valid " +
	"policy document."

func TestService_ValidateResourcePolicy(t *testing.T) {
	t.Parallel()
	r := open(t)
	arn := r.own(t, "mine")
	const public = "You can not attach a resource policy that grants Public access to your secret."
	for policy, open := range map[string]bool{
		`{"Statement":{"Effect":"Allow","Principal":"*"}}`:                                             true,
		`{"Statement":[{"Effect":"Deny","Principal":"*"},{"Effect":"Allow","Principal":{"AWS":"*"}}]}`: true,
		`{"Statement":{"Effect":"Allow","Principal":{"AWS":["1","*"]}}}`:                               true,
		`{"Statement":{"Effect":"Deny","Principal":"*"}}`:                                              false,
		`{"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"}}}`:        false,
		`{"Statement":{"Effect":"Allow","Principal":"*","Condition":{"StringEquals":{"aws:x":"1"}}}}`:  false,
		`{"Statement":{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"*"}}`: false,
	} {
		out, err := r.ValidateResourcePolicy(
			as(t, home),
			&secretsmanager.ValidateResourcePolicyRequest{SecretId: &arn, ResourcePolicy: &policy},
		)
		require.NoError(t, err)
		want := []secretsmanager.ValidationErrorsEntry{}
		if open {
			want = append(
				want,
				secretsmanager.ValidationErrorsEntry{
					CheckName: new("BlockPublicPolicyCheck"), ErrorMessage: new(public),
				},
			)
		}
		assert.Equal(
			t,
			&secretsmanager.ValidateResourcePolicyResponse{
				PolicyValidationPassed: new(!open), ValidationErrors: want,
			},
			out, policy,
		)
		put := &secretsmanager.PutResourcePolicyRequest{SecretId: &arn, ResourcePolicy: &policy}
		_, err = r.PutResourcePolicy(as(t, home), put)
		require.NoError(t, err, "it is taken where nobody asks")
		put.BlockPublicPolicy = new(true)
		if _, err = r.PutResourcePolicy(as(t, home), put); open {
			require.EqualError(t, err, "PublicPolicyException: "+public, policy)
			continue
		}
		require.NoError(t, err)
	}
	_, err := r.ValidateResourcePolicy(
		as(t, home),
		&secretsmanager.ValidateResourcePolicyRequest{SecretId: new("x"), ResourcePolicy: new(given)},
	)
	require.EqualError(t, err, notFound)
}
