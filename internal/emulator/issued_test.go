package emulator_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
	"github.com/eventbridge-connections/emulator/internal/identity"
)

// closed is an emulator that lets one key in, whose clock begins at noon.
func closed(t *testing.T) server {
	t.Helper()
	keys, err := identity.ParseKeys("AKIDEXAMPLE:secret:111122223333")
	require.NoError(t, err)
	return start(t, emulator.Config{Keys: keys, Now: func() time.Time { return noon }})
}

var configured = aws.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: "secret"}

// signed sends what somebody signed: a form to STS, or a document to EventBridge.
func (s server) signed(t *testing.T, as aws.Credentials, body string) (status int, answer string) {
	t.Helper()
	service, header := "sts", []string{"Content-Type", "application/x-www-form-urlencoded"}
	if strings.HasPrefix(body, "{") {
		service, header = "events",
			[]string{"Content-Type", "application/x-amz-json-1.1", "X-Amz-Target",
				"AWSEvents.CreateEventBus"}
	}
	r, err := http.NewRequestWithContext(t.Context(), "POST", s.URL+"/", strings.NewReader(body))
	require.NoError(t, err)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	sum := sha256.Sum256([]byte(body))
	require.NoError(
		t,
		v4.NewSigner().SignHTTP(
			t.Context(), as, r, hex.EncodeToString(sum[:]), service, "us-east-1", noon,
		),
	)
	response, err := s.Client().Do(r)
	require.NoError(t, err)
	defer response.Body.Close()
	all, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response.StatusCode, string(all)
}

const (
	assuming = "Action=AssumeRole&Version=2011-06-15&RoleArn=arn:aws:iam::444455556666:role/there&RoleSessionName=session"
	whoCalls = "Action=GetCallerIdentity&Version=2011-06-15"
)

var given = regexp.MustCompile(`<(AccessKeyId|SecretAccessKey|SessionToken)>([^<]+)<`)

// givenIn are the credentials in an answer of STS.
func givenIn(t *testing.T, answer string) aws.Credentials {
	t.Helper()
	said := map[string]string{}
	for _, found := range given.FindAllStringSubmatch(answer, -1) {
		said[found[1]] = strings.ReplaceAll(found[2], "&#43;", "+")
	}
	require.Len(t, said, 3, answer)
	return aws.Credentials{AccessKeyID: said["AccessKeyId"],
		SecretAccessKey: said["SecretAccessKey"], SessionToken: said["SessionToken"]}
}

// assumed are credentials of a role of account 444455556666.
func (s server) assumed(t *testing.T, as aws.Credentials) aws.Credentials {
	t.Helper()
	status, answer := s.signed(t, as, assuming)
	require.Equal(t, 200, status, answer)
	return givenIn(t, answer)
}

func TestEmulator_issued(t *testing.T) {
	t.Parallel()
	s := closed(t)
	role := s.assumed(t, configured)

	status, answer := s.signed(t, role, whoCalls)
	assert.Equal(t, 200, status)
	assert.Contains(t, answer, "<Arn>arn:aws:sts::444455556666:assumed-role/there/session</Arn>")
	_, answer = s.signed(t, role, `{"Name":"bus"}`)
	assert.Equal(t, `{"EventBusArn":"arn:aws:events:us-east-1:444455556666:event-bus/bus"}`, answer,
		"the account of the role")

	const invalid = `{"__type":"UnrecognizedClientException","message":"The security token ` +
		`included in the request is invalid."}`
	for name, bad := range map[string]aws.Credentials{
		"no token": {AccessKeyID: role.AccessKeyID, SecretAccessKey: role.SecretAccessKey},
		"another token": {AccessKeyID: role.AccessKeyID, SecretAccessKey: role.SecretAccessKey,
			SessionToken: "x"},
		"another key": {AccessKeyID: "ASIAY34FZKBOKMUTVV7A",
			SecretAccessKey: role.SecretAccessKey, SessionToken: role.SessionToken},
	} {
		status, answer := s.signed(t, bad, `{"Name":"bus"}`)
		assert.Equal(t, []any{400, invalid}, []any{status, answer}, name)
	}
	role.SecretAccessKey = "other"
	_, answer = s.signed(t, role, `{"Name":"bus"}`)
	assert.Regexp(t, `^{"__type":"InvalidSignatureException"`, answer)
}

func TestEmulator_issued_ends(t *testing.T) {
	t.Parallel()
	s := closed(t)
	role := s.assumed(t, configured)
	status, _, err := s.send(t, "POST", "/_emulator/clock", `{"advance":"1h"}`,
		"Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte("AKIDEXAMPLE:secret")))
	require.NoError(t, err)
	require.Equal(t, 200, status)

	status, answer := s.signed(t, role, `{"Name":"bus"}`)
	assert.Equal(t, 400, status)
	assert.Equal(t, `{"__type":"ExpiredTokenException","message":"The security token included in `+
		`the request is expired"}`, answer)
	status, answer = s.signed(t, role, whoCalls)
	assert.Equal(t, 403, status)
	assert.Contains(t, answer,
		"<Code>ExpiredToken</Code>\n    <Message>The security token included in the request is "+
			"expired</Message>")
}

// A temporary key needs its token on the control side, too.
func TestEmulator_issued_control(t *testing.T) {
	t.Parallel()
	s := closed(t)
	role := s.assumed(t, configured)
	basic := "Basic " +
		"" + base64.StdEncoding.EncodeToString([]byte(role.AccessKeyID+":"+role.SecretAccessKey))
	for token, expected := range map[string]int{"": 401, "x": 401, role.SessionToken: 200} {
		status, _, err := s.send(
			t, "GET", "/_emulator/calls", "", "Authorization", basic, "X-Amz-Security-Token", token,
		)
		require.NoError(t, err)
		assert.Equal(t, expected, status)
	}
}

// Without keys everybody is let in, and a key that was given acts in the account of its role.
func TestEmulator_issued_open(t *testing.T) {
	t.Parallel()
	s := start(t, emulator.Config{Now: func() time.Time { return noon }})
	role := s.assumed(t, aws.Credentials{AccessKeyID: "test", SecretAccessKey: "test"})
	role.SecretAccessKey, role.SessionToken = "any", ""
	_, answer := s.signed(t, role, `{"Name":"bus"}`)
	assert.Equal(t, `{"EventBusArn":"arn:aws:events:us-east-1:444455556666:event-bus/bus"}`, answer)
	foreign := aws.Credentials{AccessKeyID: "ASIAY34FZKBOKMUTVV7A", SecretAccessKey: "any"}
	_, answer = s.signed(t, foreign, `{"Name":"bus"}`)
	assert.Equal(t, `{"EventBusArn":"arn:aws:events:us-east-1:000000000000:event-bus/bus"}`, answer,
		"a key of anybody else's is not read")
}

func TestEmulator_webIdentity(t *testing.T) {
	t.Parallel()
	claims := fmt.Sprintf(
		`{"iss":"https://issuer.invalid","sub":"me","aud":"sts","iat":%d,"exp":%[1]d}`, noon.Unix(),
	)
	form := url.Values{
		"Action": {"AssumeRoleWithWebIdentity"}, "Version": {"2011-06-15"},
		"RoleSessionName":  {"session"},
		"RoleArn":          {"arn:aws:iam::444455556666:role/there"},
		"WebIdentityToken": {"e30." + base64.RawURLEncoding.EncodeToString([]byte(claims)) + ".c2ln"},
	}.Encode()
	ask := func(s server) (status int, answer string) {
		response, err := s.Client().Post(
			s.URL+"/", "application/x-www-form-urlencoded", strings.NewReader(form),
		)
		require.NoError(t, err)
		defer response.Body.Close()
		all, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		return response.StatusCode, string(all)
	}
	s := start(t, emulator.Config{Now: func() time.Time { return noon }})
	status, answer := ask(s)
	require.Equal(t, 200, status, "nobody signed it: %s", answer)
	_, answer = s.signed(t, givenIn(t, answer), whoCalls)
	assert.Contains(t, answer, "<Account>444455556666</Account>")

	status, answer = ask(closed(t))
	assert.Equal(t, 403, status)
	assert.Contains(t, answer,
		"<Message>This emulator cannot verify a web identity token, so with -credentials it takes "+
			"none.</Message>")
}

// What a temporary key is made of is in no history and no snapshot.
func TestEmulator_issued_hidden(t *testing.T) {
	t.Parallel()
	s := start(t, emulator.Config{Now: func() time.Time { return noon }})
	role := s.assumed(t, aws.Credentials{AccessKeyID: "test", SecretAccessKey: "test"})
	for _, path := range []string{"calls", "snapshot", "snapshot?redacted=1"} {
		_, answer := s.ask(t, "GET", path, "")
		assert.NotContains(t, answer, role.SecretAccessKey)
		assert.NotContains(t, answer, role.SessionToken)
	}
}
