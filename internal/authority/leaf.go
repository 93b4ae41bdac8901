package authority

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"net"
	"time"
)

// day is how long a certificate of a server is good for: each handshake has a new one.
const day = 24 * time.Hour

// Config returns the TLS configuration of a server that has a certificate for every name and for
// every address at which it is called.
func (a *Authority) Config() (*tls.Config, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	return &tls.Config{GetCertificate: func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
		return a.leaf(key, hello)
	}}, nil
}

// leaf makes the certificate for the name that the client calls, or for the address where it calls
// none.
func (a *Authority) leaf(key crypto.Signer, hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	now := time.Now()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(now.UnixNano()),
		// Another name than the authority: OpenSSL takes a certificate that names itself for its own
		// issuer.
		Subject:     pkix.Name{CommonName: "EventBridge connections emulator"},
		NotBefore:   now.Add(-time.Hour),
		NotAfter:    now.Add(day),
		KeyUsage:    x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
	}
	if hello.ServerName != "" {
		template.DNSNames = []string{hello.ServerName}
	}
	if at, ok := hello.Conn.LocalAddr().(*net.TCPAddr); ok {
		template.IPAddresses = append(template.IPAddresses, at.IP)
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.certificate, key.Public(), a.key)
	if err != nil {
		return nil, err
	}
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, nil
}
