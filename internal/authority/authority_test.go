package authority_test

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/authority"
)

func TestOpen(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "data")
	first, err := authority.Open(folder)
	require.NoError(t, err)

	t.Run("keeps it for the next time", func(t *testing.T) {
		t.Parallel()
		again, err := authority.Open(folder)
		require.NoError(t, err)
		assert.Equal(t, string(first.PEM()), string(again.PEM()))
		shown, err := os.ReadFile(filepath.Join(folder, "ca.pem"))
		require.NoError(t, err)
		assert.Equal(t, string(first.PEM()), string(shown))
	})
	t.Run("lets its owner alone read the key", func(t *testing.T) {
		t.Parallel()
		info, err := os.Stat(filepath.Join(folder, "ca-key.pem"))
		require.NoError(t, err)
		assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	})
	t.Run("keeps it nowhere without a folder", func(t *testing.T) {
		t.Parallel()
		another, err := authority.Open("")
		require.NoError(t, err)
		assert.NotEqual(t, string(first.PEM()), string(another.PEM()))
	})
	t.Run("replaces no file that it cannot read", func(t *testing.T) {
		t.Parallel()
		broken := t.TempDir()
		for _, name := range []string{"ca.pem", "ca-key.pem"} {
			require.NoError(t, os.WriteFile(filepath.Join(broken, name), []byte("x"), 0o600))
		}
		_, err := authority.Open(broken)
		assert.ErrorContains(t, err, "read the authority in "+broken)
	})
}

func TestTighten(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	_, err := authority.Open(folder)
	require.NoError(t, err)
	key := filepath.Join(folder, "ca-key.pem")
	require.NoError(t, os.Chmod(key, 0o664))
	require.NoError(t, authority.Tighten(folder))
	info, err := os.Stat(key)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
}

// Whoever trusts the authority trusts its servers, by any name and by their address; others do not.
func TestAuthority_Config(t *testing.T) {
	t.Parallel()
	a, err := authority.Open("")
	require.NoError(t, err)
	config, err := a.Config()
	require.NoError(t, err)
	listener, err := tls.Listen("tcp", "127.0.0.1:0", config)
	require.NoError(t, err)
	defer listener.Close()
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func(conn net.Conn) { _ = conn.(*tls.Conn).Handshake(); conn.Close() }(conn)
		}
	}()
	trusted := x509.NewCertPool()
	require.True(t, trusted.AppendCertsFromPEM(a.PEM()))
	dial := func(name string, roots *x509.CertPool) error {
		conn, err := tls.Dial(
			"tcp",
			listener.Addr().String(),
			&tls.Config{ServerName: name, RootCAs: roots},
		)
		if err == nil {
			conn.Close()
		}
		return err
	}
	for _, name := range []string{
		"localhost", "127.0.0.1", "emulator", "events.us-east-1.amazonaws.com",
	} {
		assert.NoError(t, dial(name, trusted), name)
	}
	assert.Error(t, dial("localhost", x509.NewCertPool()))
}
