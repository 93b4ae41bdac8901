package rules

import "github.com/eventbridge-connections/emulator/internal/model/events"

// checkInput refuses an input that cannot be made for a target.
func checkInput(t *events.Target) error {
	given := 0
	for _, is := range []bool{t.Input != nil, t.InputPath != nil, t.InputTransformer != nil} {
		if is {
			given++
		}
	}
	if given > 1 {
		return errOneInput(*t.Id)
	}
	return nil
}
