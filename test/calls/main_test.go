// Package calls_test has the built program call real servers: authorization servers that others
// have written, and endpoints that behave badly.
package calls_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
)

func TestMain(m *testing.M) { binary.Run(m) }

// A program is an emulator with a connection, an API destination and a rule that leads to it.
type program struct {
	t   *testing.T
	url string
}

// start starts an emulator with flags such as -route.
func start(t *testing.T, flags ...string) program {
	e := binary.Start(t, append([]string{"-ephemeral"}, flags...)...)
	return program{t, e.URL}
}

const basic = `"AuthorizationType":"BASIC","AuthParameters":{"BasicAuthParameters":{"Username":"u","Password":"p"}}`

// oauth is a connection whose token comes from https://auth.example.com.
func oauth(path, secret string) string {
	return fmt.Sprintf(`"AuthorizationType":"OAUTH_CLIENT_CREDENTIALS","AuthParameters":{"OAuthParameters":{`+
		`"AuthorizationEndpoint":"https://auth.example.com%s","HttpMethod":"POST",`+
		`"ClientParameters":{"ClientID":"owned-client","ClientSecret":%q},"OAuthHttpParameters":{"BodyParameters":[`+
		`{"Key":"grant_type","Value":"client_credentials","IsValueSecret":false}]}}}`, path, secret)
}

// lead makes all that leads an event of the source shop to https://api.example.com/orders.
func (p program) lead(connection, target string) {
	arn := p.events("CreateConnection", `{"Name":"shop",`+connection+`}`)["ConnectionArn"]
	arn = p.events("CreateApiDestination", fmt.Sprintf(`{"Name":"shop","ConnectionArn":%q,"HttpMethod":"POST",`+
		`"InvocationEndpoint":"https://api.example.com/orders"}`, arn))["ApiDestinationArn"]
	p.events("PutRule", `{"Name":"orders","EventPattern":"{\"source\":[\"shop\"]}"}`)
	p.events("PutTargets", fmt.Sprintf(`{"Rule":"orders","Targets":[{"Id":"a","Arn":%q,`+
		`"RoleArn":"arn:aws:iam::000000000000:role/r","InputPath":"$.detail"%s}]}`, arn, target))
}

// put puts an event, and waits until its delivery was tried once.
func (p program) put() {
	p.events(
		"PutEvents", `{"Entries":[{"Source":"shop","DetailType":"Placed","Detail":"{\"id\":1}"}]}`,
	)
	p.advance("0s")
}

func (p program) advance(by string) { p.ask("POST", "/_emulator/clock", `{"advance":"`+by+`"}`) }

// events makes a call.
func (p program) events(operation, body string) (out map[string]any) {
	p.t.Helper()
	answer := p.ask("POST", "/", body, "X-Amz-Target", "AWSEvents."+
		operation, "Content-Type", "application/x-amz-json-1.1",
		"X-Amz-Date", "20260101T000000Z", "Authorization", "AWS4-HMAC-SHA256 "+
			"Credential=test/20260101/us-east-1/events/aws4_request, "+
			"SignedHeaders=host;x-amz-date;x-amz-target, Signature=ab")
	require.NoError(p.t, json.Unmarshal([]byte(answer), &out))
	return out
}

func (p program) ask(method, path, body string, header ...string) string {
	p.t.Helper()
	r, err := http.NewRequestWithContext(p.t.Context(), method, p.url+path, strings.NewReader(body))
	require.NoError(p.t, err)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	response, err := http.DefaultClient.Do(r)
	require.NoError(p.t, err)
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	require.NoError(p.t, err)
	require.Equal(p.t, 200, response.StatusCode, string(answer))
	return string(answer)
}

// state is that of the connection, and its reason, once it is decided.
func (p program) state() string {
	p.t.Helper()
	p.advance("0s")
	c := p.events("DescribeConnection", `{"Name":"shop"}`)
	reason, _ := c["StateReason"].(string)
	return strings.TrimSpace(fmt.Sprint(c["ConnectionState"], " ", reason))
}

type deliveries []struct {
	Outcome, Reason, Next, Time string
	Attempts                    []struct {
		Status            int
		Failure, Response string
	}
}

func (p program) deliveries() (all deliveries) {
	p.t.Helper()
	var found struct{ Deliveries deliveries }
	require.NoError(p.t, json.Unmarshal([]byte(p.ask("GET", "/_emulator/deliveries", "")), &found))
	return found.Deliveries
}

// routes are the flags that lead both hosts to their servers.
func routes(auth, api string) []string {
	return []string{
		"-route", "https://auth.example.com=" + auth, "-route", "https://api.example.com=" + api,
	}
}

var bearer = regexp.MustCompile(`^Bearer \S+$`)
