package conformance_test

import (
	"log/slog"
	"net/http"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// TestInternalException asks an emulator that has lost its data.
func TestInternalException(t *testing.T) {
	t.Parallel()
	e, err := emulator.New(emulator.Config{Ephemeral: true, Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	require.NoError(t, e.Close())
	s := newSubject(t)
	s.handler = e
	status, answer := s.send("DescribeConnection", []byte(`{"Name":"x"}`))
	assert.Equal(t, http.StatusInternalServerError, status)
	id := regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)
	assert.Equal(
		t,
		`{"__type":"InternalException","message":"An internal error occurred. The emulator's log has it under request id ID."}`,
		id.ReplaceAllString(answer, "ID"),
	)
}
