package identity_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/stretchr/testify/require"
)

// Services that are called at paths sign them, each in its own form.
func TestAuthenticator_Caller_path(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ service, path, payload, body string }{
		{"lambda", "/2015-03-31/functions/a%3Ab%20c/code?Qualifier=1", hash("zip"), "zip"},
		{"ssm-contacts", "/a+b/*/~", hash(""), ""},
		{"s3", "/bucket/a%3Ab%20c//d", hash("content"), "content"},
		{"s3", "/bucket/key", "UNSIGNED-PAYLOAD", "content"},
		{"s3", "/bucket/key", "STREAMING-UNSIGNED-PAYLOAD-TRAILER", "7\r\ncontent"},
	} {
		signer := v4.NewSigner(func(o *v4.SignerOptions) { o.DisableURIPathEscaping = c.service == "s3" })
		r := httptest.NewRequest(
			http.MethodPut, "http://127.0.0.1:4566"+c.path, strings.NewReader(c.body),
		)
		if c.service == "s3" {
			r.Header.Set("X-Amz-Content-Sha256", c.payload)
		}
		require.NoError(t, signer.SignHTTP(t.Context(), here, r, c.payload, c.service, "eu-west-1", noon))
		_, err := callerOf(t, c.service, r, c.body)
		require.NoError(t, err, c.path)

		presigned := presignAt(t, c.service, c.path)
		_, err = callerOf(t, c.service, presigned, "")
		require.NoError(t, err, "presigned %s", c.path)

		r.URL.Path += "x"
		_, err = callerOf(t, c.service, r, c.body)
		require.ErrorContains(t, err, "InvalidSignatureException: The request signature we calculated")
	}
}

// presignAt signs a GET of the path in its query string. Of S3 that signs no body.
func presignAt(t *testing.T, service, path string) *http.Request {
	t.Helper()
	signer := v4.NewSigner(func(o *v4.SignerOptions) { o.DisableURIPathEscaping = service == "s3" })
	payload := hash("")
	if service == "s3" {
		payload = "UNSIGNED-PAYLOAD"
	}
	r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:4566"+path, nil)
	url, _, err := signer.PresignHTTP(t.Context(), here, r, payload, service, "eu-west-1", noon)
	require.NoError(t, err)
	return httptest.NewRequest(http.MethodGet, url, nil)
}
