package emulator_test

import (
	"context"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/emulator"
)

func TestRecovered(t *testing.T) {
	t.Parallel()
	logged := new(log)
	panics := func(_ context.Context, c *awsapi.Call) (*awsapi.Output, error) {
		panic(map[string]any{"secret": awsapi.NewSecret(c.Input["Password"].(string))})
	}
	handle := awsapi.Chain(
		panics, emulator.Internal(slog.New(slog.NewTextHandler(logged, nil))), emulator.Recovered,
	)
	_, err := handle(t.Context(), &awsapi.Call{
		ID:      "the-id",
		Service: &awsapi.Service{InternalError: "InternalException"},
		Input:   awsapi.Document{"Password": canary},
	})
	assert.Equal(t, &awsapi.Error{
		Code:    "InternalException",
		Message: "An internal error occurred. The emulator's log has it under request id the-id.",
		Status:  500,
	}, err)
	assert.Regexp(
		t,
		`level=ERROR msg="internal error" request_id=the-id operation="" err="panic: map\[secret:\*\*\*\]`,
		logged.String(),
	)
	assert.NotContains(t, logged.String(), canary)
}
