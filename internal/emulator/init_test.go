package emulator_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
	"github.com/eventbridge-connections/emulator/internal/identity"
)

// What waits for LocalStack or for a pod finds its paths, also where access keys are asked for.
func TestEmulator_ready(t *testing.T) {
	t.Parallel()
	keys, err := identity.ParseKeys("AKIDEXAMPLE:secret")
	require.NoError(t, err)
	e, err := emulator.New(
		emulator.Config{Ephemeral: true, Keys: keys, Version: "1.0.0", Commit: "4f1d"},
	)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, e.Close()) })
	health := `{"commit":"4f1d","services":{"events":"running","iam":"running","kms":"running","secretsmanager":"running",` +
		`"sts":"running"},"status":"running","version":"1.0.0"}`
	for path, want := range map[string]string{
		"/livez":                  health,
		"/readyz":                 health,
		"/_localstack/health":     health,
		"/_localstack/init":       `{"completed":{"BOOT":true,"START":true,"READY":true,"SHUTDOWN":false},"scripts":[]}`,
		"/_localstack/init/ready": `{"completed":true,"scripts":[]}`,
	} {
		w := httptest.NewRecorder()
		e.ServeHTTP(
			w,
			httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://127.0.0.1:4566"+path, nil),
		)
		assert.Equal(t, http.StatusOK, w.Code, path)
		assert.JSONEq(t, want, w.Body.String(), path)
	}
}

func TestSeed_Add(t *testing.T) {
	t.Parallel()
	first, err := emulator.ParseSeed([]byte(`{"operations":[` + orders + `]}`))
	require.NoError(t, err)
	second, err := emulator.ParseSeed([]byte(`{"states":[{"name":"orders","state":"ACTIVE"}]}`))
	require.NoError(t, err)
	require.NoError(t, first.Add(second))
	assert.Len(t, first.Operations, 1)
	assert.Len(t, first.States, 1)

	w := httptest.NewRecorder()
	seeded(t, "", `{}`).ServeHTTP(
		w,
		httptest.NewRequestWithContext(
			t.Context(), http.MethodGet, "http://127.0.0.1:4566/_emulator/snapshot", nil,
		),
	)
	snapshot, err := emulator.ParseSeed(w.Body.Bytes())
	require.NoError(t, err)
	assert.EqualError(
		t, first.Add(snapshot), "a snapshot is a seed by itself, and there is another seed",
	)
}
