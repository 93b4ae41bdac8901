package contract_test

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A rawCall is a request that no SDK would send; what is empty is not sent.
type rawCall struct{ contentType, target, body string }

// operation is a call as an SDK makes it, but for the body.
func operation(name, body string) rawCall {
	return rawCall{"application/x-amz-json-1.1", "AWSEvents." + name, body}
}

// send signs the call as the client would, and returns status and body of the answer.
func (call rawCall) send(t *testing.T, c *eventbridge.Client) (status int, answer string) {
	t.Helper()
	o := c.Options()
	url := "https://events." + o.Region + ".amazonaws.com/"
	if o.BaseEndpoint != nil {
		url = *o.BaseEndpoint
	}
	r, err := http.NewRequestWithContext(
		t.Context(), http.MethodPost, url, strings.NewReader(call.body),
	)
	require.NoError(t, err)
	for name, value := range map[string]string{
		"Content-Type": call.contentType, "X-Amz-Target": call.target,
	} {
		if value != "" {
			r.Header.Set(name, value)
		}
	}
	credentials, err := o.Credentials.Retrieve(t.Context())
	require.NoError(t, err)
	sum := sha256.Sum256([]byte(call.body))
	require.NoError(
		t,
		v4.NewSigner().SignHTTP(
			t.Context(), credentials, r, hex.EncodeToString(sum[:]), "events", o.Region, time.Now(),
		),
	)
	response, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response.StatusCode, string(body)
}

// TestRaw are the answers to what no SDK sends. None of them was recorded on
// EventBridge: they are INFERRED from other services, and against AWS this test settles them.
func TestRaw(t *testing.T) {
	t.Parallel()
	const (
		unknown       = `{"__type":"UnknownOperationException"}`
		serialization = `{"__type":"SerializationException"}`
		noName        = `{"__type":"ValidationException","message":"1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null"}`
	)
	name := newName()
	missing := `{"__type":"ResourceNotFoundException","message":"Failed to describe the connection(s). Connection '` + name + `' does not exist."}`
	for what, exchange := range map[string]struct {
		call   rawCall
		status int
		answer string
	}{
		"no target":          {rawCall{"application/x-amz-json-1.1", "", `{}`}, 400, unknown},
		"an unknown target":  {operation("NoSuchOperation", `{}`), 400, unknown},
		"a target in small":  {operation("describeconnection", `{}`), 400, unknown},
		"no target, no body": {rawCall{"application/x-amz-json-1.1", "", ``}, 400, unknown},
		"no body":            {operation("DescribeConnection", ``), 400, serialization},
		"no JSON":            {operation("DescribeConnection", `{`), 400, serialization},
		"null":               {operation("DescribeConnection", `null`), 400, serialization},
		"a list": {
			operation("DescribeConnection", `[]`), 400,
			`{"__type":"SerializationException","Message":"Start of list found where not expected"}`,
		},
		"no content type": {
			rawCall{"", "AWSEvents.DescribeConnection", `{}`}, 404, "<UnknownOperationException/>\n",
		},
		"JSON 1.0": {
			rawCall{"application/x-amz-json-1.0", "AWSEvents.DescribeConnection", `{}`}, 404,
			"<UnknownOperationException/>\n",
		},
		"JSON of old": {
			rawCall{"application/json", "AWSEvents.DescribeConnection", `{`}, 400,
			`{"Output":{"__type":"com.amazon.coral.service#SerializationException","Message":null},"Version":"1.0"}`,
		},
		"a number for a string": {
			operation("DescribeConnection", `{"Name":1}`), 400,
			`{"__type":"SerializationException","Message":"NUMBER_VALUE can not be converted to a String"}`,
		},
		"a string for a number": {
			operation("ListConnections", `{"Limit":"1"}`), 400,
			`{"__type":"SerializationException","Message":"STRING_VALUE can not be converted to an Integer"}`,
		},
		"null for a string": {operation("DescribeConnection", `{"Name":null}`), 400, noName},
		"nothing":           {operation("DescribeConnection", `{}`), 400, noName},
		"a member in small": {operation("DescribeConnection", `{"name":"x"}`), 400, noName},
		"an unknown member": {
			operation("DescribeConnection", `{"Name":"`+name+`","Unknown":1}`), 400, missing,
		},
		"a half for a number": {
			operation("ListConnections", `{"Limit":0.5}`), 400,
			`{"__type":"ValidationException","message":"1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1"}`,
		},
		"a nested path": {operation(
			"UpdateConnection",
			`{"Name":"x","AuthParameters":{"OAuthParameters":{"ClientParameters":{"ClientID":"a:b"}}}}`,
		), 400,
			`{"__type":"ValidationException","message":"1 validation error detected: Value 'a:b' at 'authParameters.oAuthParameters.clientParameters.clientID' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[ \\t]*[^\\x00-\\x1F:\\x7F]+([ \\t]+[^\\x00-\\x1F:\\x7F]+)*[ \\t]*$"}`},
		"a secret": {operation(
			"UpdateConnection", `{"Name":"x","AuthParameters":{"BasicAuthParameters":{"Password":""}}}`,
		), 400,
			`{"__type":"ValidationException","message":"2 validation errors detected: Value at 'authParameters.basicAuthParameters.password' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[ \\t]*[^\\x00-\\x1F:\\x7F]+([ \\t]+[^\\x00-\\x1F:\\x7F]+)*[ \\t]*$; Value at 'authParameters.basicAuthParameters.password' failed to satisfy constraint: Member must have length greater than or equal to 1"}`},
		"nested before the next member": {operation(
			"CreateConnection",
			`{"AuthorizationType":"BASIC","AuthParameters":{"BasicAuthParameters":{}},"KmsKeyIdentifier":"!"}`,
		), 400,
			`{"__type":"ValidationException","message":"4 validation errors detected: Value null at 'name' failed to satisfy constraint: Member must not be null; Value null at 'authParameters.basicAuthParameters.username' failed to satisfy constraint: Member must not be null; Value null at 'authParameters.basicAuthParameters.password' failed to satisfy constraint: Member must not be null; Value '!' at 'kmsKeyIdentifier' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9_\\-/:]*$"}`},
		"an enum out of its set": {operation("ListConnections", `{"ConnectionState":"authorized"}`), 400,
			`{"__type":"ValidationException","message":"1 validation error detected: Value 'authorized' at 'connectionState' failed to satisfy constraint: Member must satisfy enum value set: [DEAUTHORIZING, ACTIVE, AUTHORIZING, UPDATING, DELETING, FAILED_CONNECTIVITY, CREATING, AUTHORIZED, DEAUTHORIZED]"}`},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			status, answer := exchange.call.send(t, newClient(t))
			assert.Equal(t, exchange.status, status)
			assert.Equal(t, exchange.answer, answer)
		})
	}
}
