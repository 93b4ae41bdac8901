package conformance_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// What the recorded requests have in common.
const (
	auth       = `"AuthParameters":{"ApiKeyAuthParameters":{"ApiKeyName":"x","ApiKeyValue":"y"}}`
	connection = `"ConnectionArn":"arn:aws:events:us-east-1:000000000000:connection/x/5f4dcc3b-5aa7-4d61-8327-deb882cf99aa"`
	destined   = `"Name":"x","InvocationEndpoint":"https://receiver.invalid/events"`
)

// recordings are requests and the messages that real AWS answered with.
var recordings = map[string]struct{ operation, request, message string }{
	"an unknown authorization type": {
		"CreateConnection", `{"Name":"x","AuthorizationType":"INVALID_AUTH_TYPE",` + auth + `}`,
		"1 validation error detected: Value 'INVALID_AUTH_TYPE' at 'authorizationType' failed to " +
			"satisfy constraint: Member must satisfy enum value set: [BASIC, " +
			"OAUTH_CLIENT_CREDENTIALS, API_KEY]",
	},
	"a name with spaces": {
		"CreateConnection", `{"Name":"Invalid Name With Spaces!","AuthorizationType":"API_KEY",` + auth +
			`}`,
		`1 validation error detected: Value 'Invalid Name With Spaces!' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\.\-_A-Za-z0-9]+`,
	},
	"three errors": {
		"CreateConnection", `{"Name":"This should fail with two errors 123467890123412341234123412341234","AuthorizationType":"INVALID",` + auth + `}`,
		`3 validation errors detected: Value 'This should fail with two errors 123467890123412341234123412341234' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\.\-_A-Za-z0-9]+; Value 'This should fail with two errors 123467890123412341234123412341234' at 'name' failed to satisfy constraint: Member must have length less than or equal to 64; Value 'INVALID' at 'authorizationType' failed to satisfy constraint: Member must satisfy enum value set: [BASIC, OAUTH_CLIENT_CREDENTIALS, API_KEY]`,
	},
	"a connection ARN and a method": {
		"CreateApiDestination", `{` + destined +
			`,"ConnectionArn":"invalid-connection-arn","HttpMethod":"INVALID_METHOD"}`,
		`2 validation errors detected: Value 'invalid-connection-arn' at 'connectionArn' failed to satisfy constraint: Member must satisfy regular expression pattern: ^arn:aws([a-z]|\-)*:events:([a-z]|\d|\-)*:([0-9]{12})?:connection\/[\.\-_A-Za-z0-9]+\/[\-A-Za-z0-9]+$; Value 'INVALID_METHOD' at 'httpMethod' failed to satisfy constraint: Member must satisfy enum value set: [HEAD, POST, PATCH, DELETE, PUT, GET, OPTIONS]`,
	},
	"an endpoint out of pattern": {
		"CreateApiDestination", `{"Name":"x","InvocationEndpoint":"https://[::1]/events",` + connection +
			`,"HttpMethod":"POST"}`,
		`1 validation error detected: Value 'https://[::1]/events' at 'invocationEndpoint' failed to satisfy constraint: Member must satisfy regular expression pattern: ^((%[0-9A-Fa-f]{2}|[-()_.!~*';/?:@\x26=+$,A-Za-z0-9])+)([).!';/?:,])?$`,
	},
	"an empty endpoint": {
		"CreateApiDestination", `{"Name":"x","InvocationEndpoint":"",` + connection +
			`,"HttpMethod":"POST"}`,
		`2 validation errors detected: Value '' at 'invocationEndpoint' failed to satisfy constraint: Member must satisfy regular expression pattern: ^((%[0-9A-Fa-f]{2}|[-()_.!~*';/?:@\x26=+$,A-Za-z0-9])+)([).!';/?:,])?$; Value '' at 'invocationEndpoint' failed to satisfy constraint: Member must have length greater than or equal to 1`,
	},
	"a rate of nothing": {
		"CreateApiDestination", `{` + destined + `,` + connection +
			`,"HttpMethod":"POST","InvocationRateLimitPerSecond":0}`,
		"1 validation error detected: Value '0' at 'invocationRateLimitPerSecond' failed to satisfy " +
			"constraint: Member must have value greater than or equal to 1",
	},
	"a page of nothing": {
		"ListApiDestinations", `{"Limit":0}`,
		"1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must " +
			"have value greater than or equal to 1",
	},
	"a page too long": {
		"ListApiDestinations", `{"Limit":101}`,
		"1 validation error detected: Value '101' at 'limit' failed to satisfy constraint: Member must " +
			"have value less than or equal to 100",
	},
	"a token out of pattern": {
		"ListApiDestinations", `{"NextToken":"invalid"}`,
		`1 validation error detected: Value 'invalid' at 'nextToken' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(?:[A-Za-z0-9+\/]{4})*(?:[A-Za-z0-9+\/]{4}|[A-Za-z0-9+\/]{3}=|[A-Za-z0-9+\/]{2}={2})$`,
	},
	"a token of another place": {
		"ListApiDestinations", `{"NextToken":"AQICAHg="}`,
		"Parameter NextToken is not valid. Reason: The request is malformed.",
	},
}

// TestRecordings repeats what was recorded on real AWS, byte for byte.
func TestRecordings(t *testing.T) {
	t.Parallel()
	for name, recorded := range recordings {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			status, answer := newSubject(t).send(recorded.operation, []byte(recorded.request))
			assert.Equal(t, http.StatusBadRequest, status)
			assert.Equal(
				t,
				`{"__type":"ValidationException","message":"`+strings.ReplaceAll(recorded.message, `\`, `\\`)+
					`"}`,
				answer,
			)
		})
	}
}

// TestRecordings_method repeats the methods that API destinations refuse.
func TestRecordings_method(t *testing.T) {
	t.Parallel()
	for _, method := range []string{"post", "TRACE", "CONNECT", ""} {
		_, answer := newSubject(t).send(
			"UpdateApiDestination", []byte(`{"Name":"x","HttpMethod":"`+method+`"}`),
		)
		assert.Equal(
			t,
			`{"__type":"ValidationException","message":"1 validation error detected: Value '`+method+
				`' at 'httpMethod' failed to satisfy constraint: Member must satisfy enum value set: [HEAD, POST, PATCH, DELETE, PUT, GET, OPTIONS]"}`,
			answer,
		)
	}
}
