package awsapi

import (
	"encoding/binary"
	"encoding/hex"
	"math/rand/v2"
)

// NewUUID makes a random version 4 UUID in lower case, as request ids and ARNs have it. Nobody can
// guess the next one, and none costs a system call.
func NewUUID() string {
	raw := random()
	raw[6] = raw[6]&0x0f | 0x40
	raw[8] = raw[8]&0x3f | 0x80
	return format(raw)
}

// NewEventID makes a random id in the form of a UUID and of no version of it, as events have it
// (RECORDED).
func NewEventID() string { return format(random()) }

func random() (raw [16]byte) {
	binary.NativeEndian.PutUint64(raw[:8], rand.Uint64())
	binary.NativeEndian.PutUint64(raw[8:], rand.Uint64())
	return raw
}

func format(raw [16]byte) string {
	text := []byte("01234567-9012-4567-9012-456789012345")
	for i, part := range [...]struct{ from, to int }{{0, 4}, {4, 6}, {6, 8}, {8, 10}, {10, 16}} {
		hex.Encode(text[2*part.from+i:], raw[part.from:part.to])
	}
	return string(text)
}
