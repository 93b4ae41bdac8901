package outbound_test

import (
	"crypto/x509"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/outbound"
)

// secured starts a server whose certificate is for 127.0.0.1 and for example.com, and returns the
// authority that vouches for it.
func secured(t *testing.T) (*httptest.Server, *x509.CertPool) {
	t.Helper()
	answer := func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte(r.Proto + " " + r.Host))
	}
	server := httptest.NewUnstartedServer(http.HandlerFunc(answer))
	server.EnableHTTP2 = true
	server.Config.ErrorLog = discard
	server.StartTLS()
	t.Cleanup(server.Close)
	authorities := x509.NewCertPool()
	authorities.AddCert(server.Certificate())
	return server, authorities
}

func TestClient_Send_TLS(t *testing.T) {
	t.Parallel()
	server, authorities := secured(t)

	t.Run("a private authority", func(t *testing.T) {
		t.Parallel()
		client := routed(t, production, server.URL)
		client.Authorities = authorities
		answer, err := client.Send(t.Context(), message("GET", "/"))
		require.NoError(t, err)
		assert.Equal(t, "HTTP/1.1 api.example.com", string(answer.Body))
	})
	t.Run("an authority that nobody knows", func(t *testing.T) {
		t.Parallel()
		_, err := routed(t, production, server.URL).Send(t.Context(), message("GET", "/"))
		assert.Equal(t, "could not agree on TLS: tls: failed to verify certificate: "+
			"x509: certificate signed by unknown authority", requireKind(t, outbound.Untrusted, err))
	})
	t.Run("another host", func(t *testing.T) {
		t.Parallel()
		at, err := url.Parse(server.URL)
		require.NoError(t, err)
		client := routed(t, production, "https://localhost:"+at.Port())
		client.Authorities = authorities
		_, err = client.Send(t.Context(), message("GET", "/"))
		requireKind(t, outbound.Untrusted, err)
	})
	t.Run("no TLS", func(t *testing.T) {
		t.Parallel()
		plain, _ := answering(t, "HTTP/1.1 400 Bad Request\r\n\r\n")
		client := routed(t, production, "https"+plain[len("http"):])
		_, err := client.Send(t.Context(), message("GET", "/"))
		requireKind(t, outbound.Untrusted, err)
	})
}
