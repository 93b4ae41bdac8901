package identity_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/identity"
)

func TestService(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, target, header, want string }{
		{
			"of a signed request", "/",
			"AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/sts/aws4_request, SignedHeaders=host, " +
				"Signature=ab",
			"sts",
		},
		{
			"of a presigned request", "/?X-Amz-Credential=test%2F20260101%2Feu-west-1%2Fiam%2Faws4_request",
			"", "iam",
		},
		{"of a scope that cannot be read", "/", "AWS4-HMAC-SHA256 Credential=test/sts", ""},
		{"of a request without a signature", "/", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest(http.MethodPost, c.target, nil)
			r.Header.Set("Authorization", c.header)
			assert.Equal(t, c.want, identity.Service(r))
		})
	}
}
