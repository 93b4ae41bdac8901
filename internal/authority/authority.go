// Package authority vouches for the emulator's own TLS certificates: an authority that clients are
// told to trust, and a certificate for whichever name they call.
package authority

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"time"
)

// The files of an authority in the data folder.
const (
	certificateFile = "ca.pem"
	keyFile         = "ca-key.pem"
)

// lifetime is how long an authority vouches.
const lifetime = 10 * 365 * 24 * time.Hour

// An Authority vouches for the certificates of one emulator.
type Authority struct {
	certificate *x509.Certificate
	key         crypto.Signer
}

// Open returns the authority of the folder, and makes one where there is none or its time is over.
// An empty folder name keeps it nowhere.
//
// Errors: those of reading and writing its files.
func Open(folder string) (*Authority, error) {
	if folder == "" {
		return create()
	}
	a, err := load(folder)
	if err == nil && time.Now().Before(a.certificate.NotAfter) {
		return a, nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read the authority in %s: %w", folder, err)
	}
	if a, err = create(); err != nil {
		return nil, err
	}
	return a, a.save(folder)
}

func load(folder string) (*Authority, error) {
	pair, err := tls.LoadX509KeyPair(
		filepath.Join(folder, certificateFile),
		filepath.Join(folder, keyFile),
	)
	if err != nil {
		return nil, err
	}
	key, ok := pair.PrivateKey.(crypto.Signer)
	if !ok {
		return nil, errors.New("its key cannot sign")
	}
	return &Authority{pair.Leaf, key}, nil
}

func create() (*Authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	now := time.Now()
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(now.UnixNano()),
		Subject:               pkix.Name{CommonName: "EventBridge connections emulator authority"},
		NotBefore:             now.Add(-time.Hour),
		NotAfter:              now.Add(lifetime),
		IsCA:                  true,
		BasicConstraintsValid: true,
		MaxPathLenZero:        true,
		KeyUsage:              x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, err
	}
	certificate, err := x509.ParseCertificate(der)
	return &Authority{certificate, key}, err
}

// save writes the files, which only their owner can read.
func (a *Authority) save(folder string) error {
	der, err := x509.MarshalPKCS8PrivateKey(a.key)
	if err != nil {
		return err
	}
	key := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
	return errors.Join(
		os.MkdirAll(folder, 0o700),
		os.WriteFile(filepath.Join(folder, keyFile), key, 0o600),
		os.WriteFile(filepath.Join(folder, certificateFile), a.PEM(), 0o600),
	)
}

// PEM is the certificate of the authority, which clients have to trust.
func (a *Authority) PEM() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.certificate.Raw})
}
