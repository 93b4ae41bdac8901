package awsapi

import (
	"encoding/binary"
	"encoding/hex"
	"math/rand/v2"
)

// NewUUID makes a random version 4 UUID in lower case, as request ids and ARNs have it. Nobody can guess the next
// one, and none costs a system call.
func NewUUID() string {
	var raw [16]byte
	binary.NativeEndian.PutUint64(raw[:8], rand.Uint64())
	binary.NativeEndian.PutUint64(raw[8:], rand.Uint64())
	raw[6] = raw[6]&0x0f | 0x40
	raw[8] = raw[8]&0x3f | 0x80
	text := hex.EncodeToString(raw[:])
	return text[:8] + "-" + text[8:12] + "-" + text[12:16] + "-" + text[16:20] + "-" + text[20:]
}
