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
	"runtime"
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

// Tighten takes the key in a folder from everybody but its owner: whoever has it can be any server
// for those who trust the authority.
//
// Errors: those of the file system.
func Tighten(folder string) error {
	path := filepath.Join(folder, keyFile)
	info, err := os.Stat(path)
	if err != nil || runtime.GOOS == "windows" || info.Mode().Perm()&0o077 == 0 {
		return err
	}
	return os.Chmod(path, info.Mode().Perm()&^0o077)
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
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	if err := replace(filepath.Join(folder, keyFile), key); err != nil {
		return err
	}
	return replace(filepath.Join(folder, certificateFile), a.PEM())
}

// replace puts the data in the place of a file, whole or not at all: half an authority would be
// refused at every start.
func replace(path string, data []byte) error {
	unfinished := path + ".new"
	file, err := os.OpenFile(unfinished, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if err == nil {
		err = file.Sync()
	}
	err = errors.Join(err, file.Close())
	if err == nil {
		err = os.Rename(unfinished, path)
	}
	if err != nil {
		_ = os.Remove(unfinished)
	}
	return err
}

// PEM is the certificate of the authority, which clients have to trust.
func (a *Authority) PEM() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.certificate.Raw})
}
