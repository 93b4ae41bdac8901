package awsquery_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/awsquery"
)

const closing = "Action=Close&Version=2001-01-01"

func TestSpeaks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, method, target, content, json string
		want                                bool
	}{
		{"a form", http.MethodPost, "/", "application/x-www-form-urlencoded", "", true},
		{
			"a form with a character set", http.MethodPost, "/",
			"application/x-www-form-urlencoded; charset=utf-8", "", true,
		},
		{
			"a form with a JSON target", http.MethodPost, "/", "application/x-www-form-urlencoded",
			"AWSEvents.ListConnections", false,
		},
		{"JSON", http.MethodPost, "/", "application/x-amz-json-1.1", "", false},
		{"no content type", http.MethodPost, "/", "", "", false},
		{"a presigned call", http.MethodGet, "/?Action=Close", "", "", true},
		{"a presigned call without a form", http.MethodPost, "/?Action=Close", "", "", true},
		{"a page", http.MethodGet, "/", "", "", false},
		{"another method", http.MethodPut, "/", "application/x-www-form-urlencoded", "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest(c.method, c.target, nil)
			r.Header.Set("Content-Type", c.content)
			r.Header.Set("X-Amz-Target", c.json)
			assert.Equal(t, c.want, awsquery.Speaks(r))
		})
	}
}

func TestHandler_ServeHTTP(t *testing.T) {
	t.Parallel()

	t.Run("fills the call", func(t *testing.T) {
		t.Parallel()
		var got *awsapi.Call
		r := post(t, closing)
		r.Header.Set("User-Agent", "reader/1")
		w := send(server(func(_ context.Context, c *awsapi.Call) (*awsapi.Output, error) {
			got = c
			return nil, nil
		}), r)
		require.Equal(t, http.StatusOK, w.Code)
		assert.Equal(t, "library", got.Service.Name)
		assert.Equal(t, "Close", got.Operation.Name)
		assert.Equal(t, "Close", got.Target)
		assert.Equal(t, "reader/1", got.UserAgent)
		assert.Equal(t, awsapi.Caller{Account: "123456789012", Region: "eu-west-1"}, got.Caller)
	})

	t.Run("answers with the request id in the header and in the body", func(t *testing.T) {
		t.Parallel()
		w := send(server(nothing), post(t, closing))
		assert.Equal(
			t,
			http.Header{
				"x-amzn-RequestId": {requestID}, "Content-Type": {"text/xml"}, "Content-Length": {"177"},
			},
			w.Header(),
		)
		assert.Equal(t, `<CloseResponse xmlns="https://library.example/doc/">
  <ResponseMetadata>
    <RequestId>11111111-2222-4333-8444-555555555555</RequestId>
  </ResponseMetadata>
</CloseResponse>
`, w.Body.String())
	})

	t.Run("reads the query string of a presigned call", func(t *testing.T) {
		t.Parallel()
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/?"+closing, nil)
		r.Header.Set("Authorization", "signed")
		assert.Equal(t, http.StatusOK, send(server(nothing), r).Code)
	})

	t.Run("takes the service from the scope before the version", func(t *testing.T) {
		t.Parallel()
		r := post(t, "Action=Close&Version=1999-09-09")
		r.Header.Set("Scope", "library")
		wantError(
			t, send(server(nothing), r), 400, "InvalidAction",
			"Could not find operation Close for version 1999-09-09",
		)
	})
}

func TestHandler_ServeHTTP_invalidAction(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, form, code, message string }{
		{
			"an action that AWS does not have", "Action=ReadBooks&Version=2001-01-01", "InvalidAction",
			"Could not find operation ReadBooks for version 2001-01-01",
		},
		{
			"another spelling", "Action=close&Version=2001-01-01", "InvalidAction",
			"Could not find operation close for version 2001-01-01",
		},
		{
			"an action that is not served", "Action=BurnBooks&Version=2001-01-01", "InvalidAction",
			"BurnBooks of Lending Library is not served by this emulator. Served are: PutShelf, Close. " +
				"-upstream URL passes what is not served on to another emulator.",
		},
		{
			"no action", "Version=2001-01-01", "MissingAction",
			"The request is missing an action or a required parameter.",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			wantError(t, send(server(nothing), post(t, c.form)), 400, c.code, c.message)
		})
	}

	t.Run("no version", func(t *testing.T) {
		t.Parallel()
		r := post(t, "Action=Close")
		r.Header.Set("Scope", "library")
		wantError(
			t, send(server(nothing), r), 400, "InvalidAction",
			"Could not find operation Close for version NO_VERSION_SPECIFIED",
		)
	})
}

func TestHandler_ServeHTTP_rejects(t *testing.T) {
	t.Parallel()

	t.Run("a request without a signature", func(t *testing.T) {
		t.Parallel()
		r := post(t, closing)
		r.Header.Del("Authorization")
		wantError(
			t, send(server(nothing), r), 403, "MissingAuthenticationToken",
			"Request is missing Authentication Token",
		)
	})

	t.Run("a body over the limit", func(t *testing.T) {
		t.Parallel()
		w := send(server(nothing), post(t, closing+"&Pin="+strings.Repeat("a", awsquery.MaxBody)))
		assert.Equal(t, http.StatusRequestEntityTooLarge, w.Code)
		assert.Equal(t, `<ErrorResponse>
  <Error>
    <Type>Sender</Type>
    <Code>RequestEntityTooLarge</Code>
    <Message>Request body is larger than 1048576 bytes</Message>
  </Error>
  <RequestId>11111111-2222-4333-8444-555555555555</RequestId>
</ErrorResponse>
`, w.Body.String())
	})

	t.Run("a body that is no form", func(t *testing.T) {
		t.Parallel()
		w := send(server(nothing), post(t, closing+"&Pin=%zz"))
		assert.Equal(t, http.StatusBadRequest, w.Code)
		assert.Equal(t, `<ErrorResponse>
  <Error>
    <Type>Sender</Type>
    <Code>MalformedInput</Code>
  </Error>
  <RequestId>11111111-2222-4333-8444-555555555555</RequestId>
</ErrorResponse>
`, w.Body.String())
	})
}

func TestHandler_ServeHTTP_spellsErrors(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name          string
		err           error
		status        int
		code, message string
	}{
		{"validation", awsapi.Validation("no"), 400, "ValidationError", "no"},
		{"access", awsapi.Errorf("AccessDeniedException", "no"), 403, "AccessDenied", "no"},
		{
			"throttling", awsapi.Errorf("ThrottlingException", "Rate exceeded"), 400, "Throttling",
			"Rate exceeded",
		},
		{
			"an unknown key", awsapi.Errorf("UnrecognizedClientException", "no"), 403,
			"InvalidClientTokenId", "no",
		},
		{
			"a wrong signature", awsapi.Errorf("InvalidSignatureException", "no"), 403,
			"SignatureDoesNotMatch", "no",
		},
		{
			"half a signature", awsapi.Errorf("IncompleteSignatureException", "no"), 403,
			"IncompleteSignature", "no",
		},
		{
			"a status that was asked for",
			&awsapi.Error{Code: "ThrottlingException", Message: "no", Status: 429}, 429, "Throttling", "no",
		},
		{
			"an error of the service", &awsapi.Error{Code: "NoSuchEntity", Message: "<&>", Status: 404}, 404,
			"NoSuchEntity", "&lt;&amp;&gt;",
		},
		{
			"our fault", &awsapi.Error{Code: "InternalFailure", Message: "no", Status: 500}, 500,
			"InternalFailure", "no",
		},
		{"an error in no words of AWS", errors.New("secret"), 500, "InternalFailure", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := send(
				server(func(context.Context, *awsapi.Call) (*awsapi.Output, error) { return nil, c.err }),
				post(t, closing),
			)
			wantError(t, w, c.status, c.code, c.message)
		})
	}
}
