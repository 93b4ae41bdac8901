package rules

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/pattern"
)

// TestEventPattern tells whether a pattern matches an event. The pattern is judged first
// (INFERRED).
//
// Errors: InvalidEventPatternException, ValidationException.
func (*Service) TestEventPattern(
	_ context.Context, in *events.TestEventPatternRequest,
) (*events.TestEventPatternResponse, error) {
	p, err := pattern.Parse(*in.EventPattern)
	if err != nil {
		return nil, err
	}
	e, err := pattern.ReadEnvelope([]byte(*in.Event))
	if err != nil {
		return nil, err
	}
	return &events.TestEventPatternResponse{Result: new(p.Matches(e))}, nil
}
