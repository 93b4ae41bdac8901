// Package page seals the place where a list goes on into an opaque token. A token holds whatever
// the caller needs to find the next page, cannot be read or changed by the one who carries it, and
// is good only for the call it was made for.
package page

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
)

// ErrInvalid says that a token was changed, belongs to another call, or was sealed with another
// key.
var ErrInvalid = errors.New("the token is not valid")

// Sealer makes tokens and opens them again. It is safe for use by many goroutines.
type Sealer struct{ aead cipher.AEAD }

// NewSealer makes a sealer of a key of 16, 24 or 32 bytes; every other length is the programmer's
// mistake, and it panics.
func NewSealer(key []byte) *Sealer {
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(fmt.Sprintf("page: key of %d bytes", len(key)))
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic(fmt.Sprintf("page: %v", err)) // AES has the block size that GCM asks for
	}
	return &Sealer{aead}
}

// Seal returns a token, in standard base64, from which Open reads after when it is given the same
// bound. Two calls with the same arguments return different tokens.
func (s *Sealer) Seal(after string, bound ...string) string {
	return base64.StdEncoding.EncodeToString(s.aead.Seal(nil, nil, []byte(after), joined(bound)))
}

// Open returns what was sealed, or ErrInvalid.
func (s *Sealer) Open(token string, bound ...string) (after string, err error) {
	sealed, err := base64.StdEncoding.DecodeString(token)
	// the decoder overlooks line breaks and odd bits
	if err != nil || base64.StdEncoding.EncodeToString(sealed) != token {
		return "", ErrInvalid
	}
	opened, err := s.aead.Open(nil, nil, sealed, joined(bound))
	if err != nil {
		return "", ErrInvalid
	}
	return string(opened), nil
}

// Continue returns where the list goes on: at its beginning, the empty text, when there is no
// token. Otherwise it is Open.
func (s *Sealer) Continue(token *string, bound ...string) (after string, err error) {
	if token == nil {
		return "", nil
	}
	return s.Open(*token, bound...)
}

// joined sets each part's length before it, so that no two lists of parts look alike.
func joined(bound []string) []byte {
	var all []byte
	for _, part := range bound {
		all = binary.AppendUvarint(all, uint64(len(part)))
		all = append(all, part...)
	}
	return all
}
