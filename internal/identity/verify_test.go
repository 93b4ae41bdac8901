package identity_test

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/identity"
)

var noon = time.Date(2026, 9, 26, 12, 0, 0, 0, time.UTC)

const body = `{"Name":"pear"}`

// keys are one that stays, one of an account, and a temporary one.
func keys(t *testing.T) identity.Keys {
	keys, err := identity.ParseKeys(
		"AKIDHERE:secret/here\n# the build's\nAKIDTHERE:other:210987654321\n\nASIATEMP:temp::tok/en+==\n",
	)
	require.NoError(t, err)
	return keys
}

// caller lets the authenticator judge the request at noon.
func caller(t *testing.T, r *http.Request, body string) (awsapi.Caller, error) {
	return callerOf(t, "", r, body)
}

// callerOf does the same with a request that is for a service.
func callerOf(t *testing.T, service string, r *http.Request, body string) (awsapi.Caller, error) {
	a := &identity.Authenticator{
		Account: "000000000000", Region: "us-east-1", Keys: keys(t),
		Now: func() time.Time { return noon },
	}
	return a.Caller(r, service, []byte(body))
}

func request() *http.Request {
	r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1:4566/", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	r.Header.Set("X-Amz-Target", "AWSEvents.DescribeConnection")
	return r
}

var here = aws.Credentials{AccessKeyID: "AKIDHERE", SecretAccessKey: "secret/here"}

// sign signs as the SDK does.
func sign(t *testing.T, r *http.Request, c aws.Credentials, at time.Time) *http.Request {
	t.Helper()
	require.NoError(
		t, v4.NewSigner().SignHTTP(t.Context(), c, r, hash(body), "events", "eu-west-1", at),
	)
	return r
}

// presign signs in the query string, as the SDK does.
func presign(t *testing.T, c aws.Credentials, at time.Time) *http.Request {
	t.Helper()
	r := httptest.NewRequest(
		http.MethodGet,
		"http://127.0.0.1:4566/?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Expires=60&b=two+words&b=a~%2B*",
		nil,
	)
	url, headers, err := v4.NewSigner().PresignHTTP(
		t.Context(), c, r, hash(""), "sts", "eu-west-1", at,
	)
	require.NoError(t, err)
	signed := httptest.NewRequest(http.MethodGet, url, nil)
	signed.Header = headers
	signed.Header.Del("Host")
	return signed
}

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

func TestAuthenticator_Caller(t *testing.T) {
	t.Parallel()
	there := aws.Credentials{AccessKeyID: "AKIDTHERE", SecretAccessKey: "other"}
	temporary := aws.Credentials{
		AccessKeyID: "ASIATEMP", SecretAccessKey: "temp", SessionToken: "tok/en+==",
	}
	for _, c := range []struct {
		name string
		r    *http.Request
		body string
		want awsapi.Caller
	}{
		{
			"takes a signed request", sign(t, request(), here, noon), body,
			awsapi.Caller{Account: "000000000000", Region: "eu-west-1", AccessKeyID: "AKIDHERE"},
		},
		{
			"knows the account of the key", sign(t, request(), there, noon), body,
			awsapi.Caller{Account: "210987654321", Region: "eu-west-1", AccessKeyID: "AKIDTHERE"},
		},
		{
			"takes a session token", sign(t, request(), temporary, noon), body,
			awsapi.Caller{Account: "000000000000", Region: "eu-west-1", AccessKeyID: "ASIATEMP"},
		},
		{
			"takes a presigned request", presign(t, here, noon), "",
			awsapi.Caller{Account: "000000000000", Region: "eu-west-1", AccessKeyID: "AKIDHERE"},
		},
		{
			"takes a presigned request with a session token", presign(t, temporary, noon), "",
			awsapi.Caller{Account: "000000000000", Region: "eu-west-1", AccessKeyID: "ASIATEMP"},
		},
		{
			"takes a signature of 15 minutes ago", sign(t, request(), here, noon.Add(-15*time.Minute)), body,
			awsapi.Caller{Account: "000000000000", Region: "eu-west-1", AccessKeyID: "AKIDHERE"},
		},
		{
			"takes a clock that is 15 minutes ahead", sign(t, request(), here, noon.Add(15*time.Minute)),
			body, awsapi.Caller{Account: "000000000000", Region: "eu-west-1", AccessKeyID: "AKIDHERE"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := caller(t, c.r, c.body)
			require.NoError(t, err)
			assert.Equal(t, c.want, got)
		})
	}
}

func TestAuthenticator_Caller_refused(t *testing.T) {
	t.Parallel()
	const unrecognized = "UnrecognizedClientException: The security token included in the request " +
		"is invalid."
	changed := func(change func(*http.Request)) *http.Request {
		r := sign(t, request(), here, noon)
		change(r)
		return r
	}
	unsigned := strings.NewReplacer("x-amz-date;", "", ";x-amz-date", "")
	rescoped := func(scope string) *http.Request {
		return changed(func(r *http.Request) {
			r.Header.Set(
				"Authorization",
				strings.Replace(
					r.Header.Get("Authorization"), "20260926/eu-west-1/events/aws4_request", scope, 1,
				),
			)
		})
	}
	for _, c := range []struct {
		name string
		r    *http.Request
		want string
	}{
		{"a scope of another service", rescoped("20260926/eu-west-1/sqs/aws4_request"),
			"InvalidSignatureException: Credential should be scoped to correct service: 'events'. "},
		{"a scope with another end", rescoped("20260926/eu-west-1/events/aws5_request"),
			"InvalidSignatureException: Credential should be scoped with a valid terminator: " +
				"'aws4_request', not 'aws5_request'. "},
		{"a scope with nothing right but the region", rescoped("20260101/eu-west-1/Events/end"),
			"InvalidSignatureException: Credential should be scoped to correct service: 'events'. " +
				"Credential should be scoped with a valid terminator: 'aws4_request', not 'end'. " +
				"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: " +
				"'20260101' != '20260926', from '20260926T120000Z'."},
		{"another algorithm", changed(func(r *http.Request) {
			r.Header.Set(
				"Authorization",
				strings.Replace(r.Header.Get("Authorization"), "AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256", 1),
			)
		}), "IncompleteSignatureException: Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256' (only " +
			"AWS4-HMAC-SHA256 for now). "},
		{
			"a key that is not known",
			sign(t, request(), aws.Credentials{AccessKeyID: "AKIDNONE", SecretAccessKey: "x"}, noon),
			unrecognized,
		},
		{
			"a temporary key without its token",
			sign(t, request(), aws.Credentials{AccessKeyID: "ASIATEMP", SecretAccessKey: "temp"}, noon),
			unrecognized,
		},
		{
			"a token of another key",
			sign(
				t, request(),
				aws.Credentials{
					AccessKeyID: "AKIDHERE", SecretAccessKey: "secret/here", SessionToken: "tok/en+==",
				},
				noon,
			),
			unrecognized,
		},
		{"an old signature", sign(t, request(), here, noon.Add(-15*time.Minute-time.Second)),
			"InvalidSignatureException: Signature expired: 20260926T114459Z is now earlier than " +
				"20260926T114500Z (20260926T120000Z - 15 min.)"},
		{"an old presigned request", presign(t, here, noon.Add(-time.Hour)),
			"InvalidSignatureException: Signature expired: 20260926T110000Z is now earlier than " +
				"20260926T114500Z (20260926T120000Z - 15 min.)"},
		{"a signature of the future", sign(t, request(), here, noon.Add(15*time.Minute+time.Second)),
			"InvalidSignatureException: Signature not yet current: 20260926T121501Z is still later than " +
				"20260926T121500Z (20260926T120000Z + 15 min.)"},
		{"a date that is none", changed(func(r *http.Request) { r.Header.Set("X-Amz-Date", "today") }),
			"IncompleteSignatureException: Date must be in ISO-8601 'basic format'. Got 'today'. See " +
				"http://en.wikipedia.org/wiki/ISO_8601"},
		{"a scope of another day", rescoped("20260925/eu-west-1/events/aws4_request"),
			"InvalidSignatureException: Date in Credential scope does not match YYYYMMDD from ISO-8601 " +
				"version of date from HTTP: '20260925' != '20260926', from '20260926T120000Z'."},
		{"a host that is not signed", changed(func(r *http.Request) {
			r.Header.Set("Authorization", strings.Replace(r.Header.Get("Authorization"), ";host", "", 1))
		}), "InvalidSignatureException: 'Host' or ':authority' must be a 'SignedHeader' in the AWS " +
			"Authorization."},
		{"a date that is not signed", changed(func(r *http.Request) {
			r.Header.Set("Authorization", unsigned.Replace(r.Header.Get("Authorization")))
		}), "InvalidSignatureException: 'X-Amz-Date' must be a 'SignedHeader' in the AWS Authorization."},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			service := "events"
			if c.r.URL.RawQuery != "" {
				service = "sts"
			}
			_, err := callerOf(t, service, c.r, body)
			assert.EqualError(t, err, c.want)
		})
	}
}

func TestAuthenticator_Caller_otherScheme(t *testing.T) {
	t.Parallel()
	const missing = "IncompleteSignatureException: Authorization header requires 'Credential' " +
		"parameter. " +
		"Authorization header requires 'Signature' parameter. Authorization header requires " +
		"'SignedHeaders' parameter. " +
		"Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. " +
		"Authorization="
	for header, want := range map[string]string{
		"Basic dXNlcjpwYXNz":                 "Basic ***",
		"Bearer a.bearer, token=":            "Bearer ***",
		"Bearer\ta.bearer":                   "Bearer ***",
		"AWS4-HMAC-SHA256 x":                 "AWS4-HMAC-SHA256 ***",
		"AWS4-HMAC-SHA256 a.bearer, Token=b": "AWS4-HMAC-SHA256 ***, ***",
		"AWS4-HMAC-SHA256":                   "AWS4-HMAC-SHA256",
		"X":                                  "***",
	} {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			r := request()
			r.Header.Set("Authorization", header)
			_, err := caller(t, r, body)
			assert.EqualError(t, err, missing+want)
		})
	}
}

func TestAuthenticator_Caller_mismatch(t *testing.T) {
	t.Parallel()
	const mismatch = "InvalidSignatureException: The request signature we calculated does not match " +
		"the signature you provided. Check your AWS Secret Access Key and signing method. Consult the " +
		"service documentation for details.\n\n" +
		"The Canonical String for this request should have been\n'"
	t.Run("says what should have been signed", func(t *testing.T) {
		t.Parallel()
		_, err := caller(
			t, sign(t, request(), aws.Credentials{AccessKeyID: "AKIDHERE", SecretAccessKey: "wrong"}, noon),
			body,
		)
		canonical := "POST\n/\n\ncontent-length:15\ncontent-type:application/x-amz-json-1.1\nhost:127.0.0.1:4566\n" +
			"x-amz-date:20260926T120000Z\nx-amz-target:AWSEvents.DescribeConnection\n\n" +
			"content-length;content-type;host;x-amz-date;x-amz-target\n" + hash(body)
		assert.EqualError(
			t, err,
			mismatch+canonical+
				"'\n\nThe String-to-Sign should have "+
				"been\n'AWS4-HMAC-SHA256\n20260926T120000Z\n20260926/eu-west-1/events/aws4_request\n"+
				hash(canonical)+"'\n",
		)
	})
	t.Run("does not show a session token", func(t *testing.T) {
		t.Parallel()
		_, err := caller(
			t,
			sign(
				t, request(),
				aws.Credentials{AccessKeyID: "ASIATEMP", SecretAccessKey: "wrong", SessionToken: "tok/en+=="},
				noon,
			),
			body,
		)
		require.Error(t, err)
		assert.NotContains(t, err.Error(), "tok/en")
	})
	t.Run("does not show the session token of a presigned request, raw or escaped", func(
		t *testing.T,
	) {
		t.Parallel()
		r := presign(
			t, aws.Credentials{AccessKeyID: "ASIATEMP", SecretAccessKey: "wrong", SessionToken: "tok/en+=="},
			noon,
		)
		_, err := callerOf(t, "sts", r, "")
		require.ErrorContains(t, err, "X-Amz-Security-Token=%2A%2A%2A&")
		assert.NotContains(t, err.Error(), "tok")
		assert.NotContains(t, err.Error(), "en%2B%3D%3D")
	})
	t.Run("does not show what other headers and parameters hold", func(t *testing.T) {
		t.Parallel()
		r := request()
		r.URL.RawQuery = "access_token=hunter2&Password=hunter2&a=b"
		for _, name := range []string{"X-Api-Key", "X-Auth-Token", "X-Client-Secret"} {
			r.Header.Set(name, "hunter2")
		}
		_, err := caller(
			t, sign(t, r, aws.Credentials{AccessKeyID: "AKIDHERE", SecretAccessKey: "wrong"}, noon), body,
		)
		require.ErrorContains(t, err, "\nPassword=%2A%2A%2A&a=b&access_token=%2A%2A%2A\n")
		require.ErrorContains(t, err, "\nx-api-key:***\nx-auth-token:***\nx-client-secret:***\n")
		assert.NotContains(t, err.Error(), "hunter2")
	})
	for name, change := range map[string]func(*http.Request){
		"another body": func(*http.Request) {},
		"another header": func(r *http.Request) {
			r.Header.Set(
				"X-Amz-Target", "AWSEvents.DeleteConnection",
			)
		},
		"another host":   func(r *http.Request) { r.Host = "example.com" },
		"a query string": func(r *http.Request) { r.URL.RawQuery = "a=b" },
		"another method": func(r *http.Request) { r.Method = http.MethodPut },
		"a signature cut short": func(r *http.Request) {
			r.Header.Set(
				"Authorization", r.Header.Get("Authorization")[:200],
			)
		},
		"a signature in two parts": func(r *http.Request) {
			r.Header.Add(
				"X-Amz-Target", "AWSEvents.DeleteConnection",
			)
		},
	} {
		t.Run("refuses "+name, func(t *testing.T) {
			t.Parallel()
			r, got := sign(t, request(), here, noon), body
			change(r)
			if name == "another body" {
				got = `{"Name":"plum"}`
			}
			_, err := caller(t, r, got)
			require.Error(t, err)
			assert.Equal(t, mismatch, err.Error()[:len(mismatch)])
		})
	}
}

func TestParseKeys(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                      "no access key: " + identity.ErrKey.Error(),
		"# nobody\n":            "no access key: " + identity.ErrKey.Error(),
		"AKID":                  "line 1: " + identity.ErrKey.Error(),
		"A:s\nAKID:":            "line 2: " + identity.ErrKey.Error(),
		"\ufeffAKID:secret":     "line 1: " + identity.ErrKey.Error(),
		"./keys:prod":           "line 1: " + identity.ErrKey.Error(),
		":secret":               "line 1: " + identity.ErrKey.Error(),
		"AKID:secret:42":        "line 1: " + identity.ErrKey.Error(),
		"AKID:secret::tok:more": "line 1: " + identity.ErrKey.Error(),
	} {
		t.Run("refuses "+strings.ReplaceAll(text, "\n", " "), func(t *testing.T) {
			t.Parallel()
			_, err := identity.ParseKeys(text)
			assert.EqualError(t, err, want)
		})
	}
}

func TestAuthenticator_Knows(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, id, password string
		want               bool
	}{
		{"a key with its secret", "AKIDHERE", "secret/here", true},
		{"not another secret", "AKIDHERE", "other", false},
		{"not another key", "AKIDNONE", "secret/here", false},
		{"not nobody", "", "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := request()
			if c.id != "" {
				r.SetBasicAuth(c.id, c.password)
			}
			assert.Equal(t, c.want, (&identity.Authenticator{Keys: keys(t)}).Knows(r))
		})
	}
	t.Run("everybody, where there are no keys", func(t *testing.T) {
		t.Parallel()
		assert.True(t, (&identity.Authenticator{}).Knows(request()))
	})
}
