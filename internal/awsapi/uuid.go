package awsapi

import (
	"crypto/rand"
	"encoding/hex"
)

// NewUUID makes a random version 4 UUID in lower case, as request ids and ARNs have it.
func NewUUID() string {
	var raw [16]byte
	rand.Read(raw[:])
	raw[6] = raw[6]&0x0f | 0x40
	raw[8] = raw[8]&0x3f | 0x80
	text := hex.EncodeToString(raw[:])
	return text[:8] + "-" + text[8:12] + "-" + text[12:16] + "-" + text[16:20] + "-" + text[20:]
}
