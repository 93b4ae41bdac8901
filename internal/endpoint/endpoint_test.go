package endpoint_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/endpoint"
)

func TestValid(t *testing.T) {
	t.Parallel()
	for text, valid := range map[string]bool{
		// RECORDED
		"https://receiver.invalid/events/*":                   true,
		"https://receiver.invalid/events?key=value&other=two": true,
		"https://receiver.invalid/a%20b":                      true,
		"https://127.0.0.1/events":                            true,
		"https://localhost/events":                            true,
		"receiver.invalid/events":                             true,
		"http://receiver.invalid/events":                      false,
		"ftp://receiver.invalid/events":                       false,
		"https://user:pw@receiver.invalid/events":             false,
		"https://":                 false,
		"https://*.invalid/events": false,
		// UNKNOWN
		"HTTPS://receiver.invalid":                      true,
		"https://receiver.invalid:8443":                 true,
		"receiver.invalid/events?back=http://x.invalid": true,
		"://receiver.invalid":                           false,
		"/events":                                       false,
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, valid, endpoint.Valid(text))
		})
	}
}
