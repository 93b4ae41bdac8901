// Package concurrency_test records what many callers see at once and holds it to a sequential
// model, in the process itself, so that the race detector sees it too. Package soak says how to let
// it go on for long.
package concurrency_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
)

func start(t require.TestingT, data string) *emulator.Emulator {
	e, err := emulator.New(
		emulator.Config{Data: data, History: -1, Log: slog.New(slog.DiscardHandler)},
	)
	require.NoError(t, err)
	return e
}

// answered is what a call is answered with, as far as the models know of it.
type answered struct {
	code        string // of the error, or ""
	description string
	state       string
	names       string // of a list, joined
}

func call(t require.TestingT, e http.Handler, operation, body string) answered {
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	r.Header.Set("X-Amz-Target", "AWSEvents."+operation)
	r.Header.Set("X-Amz-Date", "20260101T000000Z")
	r.Header.Set(
		"Authorization",
		"AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/events/aws4_request, "+
			"SignedHeaders=host;x-amz-date;x-amz-target, Signature=ab",
	)
	w := httptest.NewRecorder()
	e.ServeHTTP(w, r)
	var got struct {
		Type            string `json:"__type"`
		Description     string
		ConnectionState string
		Connections     []struct{ Name string }
	}
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &got), w.Body.String())
	names := make([]string, len(got.Connections))
	for i, c := range got.Connections {
		names[i] = c.Name
	}
	return answered{got.Type, got.Description, got.ConnectionState, strings.Join(names, ",")}
}

func create(name, description string) string {
	return fmt.Sprintf(
		`{"Name":%q,"Description":%q,"AuthorizationType":"API_KEY","AuthParameters":{"ApiKeyAuthParameters":{"ApiKeyName":"k","ApiKeyValue":"v"}}}`,
		name, description,
	)
}

func update(name, description string) string {
	return fmt.Sprintf(`{"Name":%q,"Description":%q}`, name, description)
}

func nameOnly(name string) string { return fmt.Sprintf(`{"Name":%q}`, name) }
