package awsapi

import (
	"encoding/base32"
	"encoding/binary"
	"math/rand/v2"
	"strconv"
)

// NewKeyID makes an access key id: four letters, such as ASIA for a key that ends, and 16
// characters that hold the account. RECORDED in public research: a flag, 40 bits of account, 39
// bits that are free.
func NewKeyID(prefix, account string) string {
	number, _ := strconv.ParseUint(account, 10, 40)
	first := binary.BigEndian.AppendUint64(nil, 1<<47|number<<7|rand.Uint64N(1<<7))[2:]
	return prefix + base32.StdEncoding.EncodeToString(
		binary.BigEndian.AppendUint32(first, rand.Uint32()),
	)
}

// NewUniqueID makes the id of an IAM entity, such as AROA and 17 characters for a role. The first
// 16 hold the account, as those of an access key id do (RECORDED).
func NewUniqueID(prefix, account string) string {
	const characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
	return NewKeyID(prefix, account) + string(characters[rand.IntN(len(characters))])
}
