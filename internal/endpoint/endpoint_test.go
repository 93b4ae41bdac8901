package endpoint_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/endpoint"
)

func TestValid(t *testing.T) {
	t.Parallel()
	// The first of each are RECORDED for API destinations; the last two are INFERRED.
	for _, text := range []string{
		"https://receiver.invalid/events/*", "https://receiver.invalid/events?key=value&other=two", "https://receiver.invalid/a%20b",
		"https://127.0.0.1/events", "https://localhost/events", "receiver.invalid/events",
		"https://receiver.invalid:8443", "localhost:8443/events",
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			assert.True(t, endpoint.Valid(text))
		})
	}
	for _, text := range []string{
		"http://receiver.invalid/events", "ftp://receiver.invalid/events", "https://user:pw@receiver.invalid/events", "https://", "https://*.invalid/events",
		"https:///events", "https://receiver.invalid:port/",
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			assert.False(t, endpoint.Valid(text))
		})
	}
}
