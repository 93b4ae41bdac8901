package conformance_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// TestUnserved: whoever asks for what AWS has and the emulator has not is told, and so is who runs
// it.
func TestUnserved(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	e, err := emulator.New(
		emulator.Config{Ephemeral: true, Log: slog.New(slog.NewTextHandler(&log, nil))},
	)
	require.NoError(t, err)
	defer e.Close()
	s := newSubject(t)
	s.handler = e
	status, _ := s.send("CreateArchive", []byte(`{"ArchiveName":"a"}`))
	assert.Equal(t, http.StatusBadRequest, status)
	s.send("NoSuchOperation", []byte(`{}`))
	for _, target := range []string{"Logs_20140328.DescribeLogGroups", strings.Repeat("x", 101)} {
		r := httptest.NewRequestWithContext(t.Context(), "POST", "/", nil)
		r.Header.Set("Content-Type", "application/x-amz-json-1.1")
		r.Header.Set("X-Amz-Target", target)
		e.ServeHTTP(httptest.NewRecorder(), r)
	}
	changing := regexp.MustCompile(`time=\S+|[0-9a-f-]{36}`)
	assert.Equal(t, "- level=WARN msg=\"operation not served\" request_id=- service=events "+
		"operation=CreateArchive\n"+
		"- level=WARN msg=\"operation not served\" request_id=- service=logs "+
		"operation=DescribeLogGroups\n"+
		"- level=WARN msg=\"service not served\" request_id=- operation="+strings.Repeat("x", 100)+
		"\n", changing.ReplaceAllString(log.String(), "-"))
}
