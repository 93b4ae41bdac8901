package awsapi_test

import (
	"encoding/base32"
	"encoding/binary"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// accountIn reads an account out of an id, in the way of public research.
func accountIn(t *testing.T, id string) int64 {
	t.Helper()
	raw, err := base32.StdEncoding.DecodeString(id[4:20])
	require.NoError(t, err)
	number := binary.BigEndian.Uint64(append([]byte{0, 0}, raw[:6]...))
	return int64(number & 0x7fffffffff80 >> 7)
}

func TestNewKeyID(t *testing.T) {
	t.Parallel()
	assert.Equal(t, int64(609629065308), accountIn(t, "ASIAY34FZKBOKMUTVV7A"), "RECORDED")
	for _, account := range []string{"000000000000", "121774052880", "999999999999"} {
		id := awsapi.NewKeyID("ASIA", account)
		assert.Regexp(t, `^ASIA[Q-Z2-7][A-Z2-7]{15}$`, id)
		assert.NotEqual(t, id, awsapi.NewKeyID("ASIA", account))
	}
	assert.Equal(t, int64(121774052880), accountIn(t, awsapi.NewKeyID("ASIA", "121774052880")))
	assert.Regexp(t, `^ASIAQAAAAAAA`, awsapi.NewKeyID("ASIA", "000000000000"))
}

func TestNewUniqueID(t *testing.T) {
	t.Parallel()
	assert.Equal(t, int64(121774052880), accountIn(t, "AROARYWSMSYIPWMOE25U2"), "RECORDED")
	id := awsapi.NewUniqueID("AROA", "123456789012")
	assert.Regexp(t, `^AROA[Q-Z2-7][A-Z2-7]{16}$`, id)
	assert.Equal(t, int64(123456789012), accountIn(t, id))
}
