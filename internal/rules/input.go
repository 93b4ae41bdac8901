package rules

import (
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transform"
)

// checkInput refuses an input that cannot be made for a target.
func checkInput(t *events.Target) error {
	in := transform.Input{Text: t.Input, Path: t.InputPath}
	if from := t.InputTransformer; from != nil {
		in.Transformer = &transform.Transformer{Paths: from.InputPathsMap, Template: *from.InputTemplate}
	}
	_, err := transform.New(*t.Id, in)
	return err
}
