package program_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
)

func TestProgram_BodySize(t *testing.T) {
	t.Parallel()
	const limit = 1 << 20
	e := binary.Start(t, "-ephemeral")
	padded := func(size int) string {
		body := `{"Name":"nobody"}`
		return body + strings.Repeat(" ", size-len(body))
	}

	t.Run("takes 1 MiB", func(t *testing.T) {
		status, body, err := send(newCall(e.URL, "DescribeConnection", padded(limit)))
		require.NoError(t, err)
		assert.Equal(t, http.StatusBadRequest, status)
		assert.Equal(
			t,
			`{"__type":"ResourceNotFoundException","message":"Failed to describe the connection(s). Connection 'nobody' does not exist."}`,
			body,
		)
	})
	t.Run("refuses one byte more", func(t *testing.T) {
		status, _, err := send(newCall(e.URL, "DescribeConnection", padded(limit+1)))
		require.NoError(t, err)
		assert.Equal(t, http.StatusRequestEntityTooLarge, status)
	})
	t.Run("serves on afterwards", func(t *testing.T) {
		status, _, err := send(newCall(e.URL, "ListConnections", `{}`))
		require.NoError(t, err)
		assert.Equal(t, http.StatusOK, status)
	})
}
