package transform

import (
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// Dynamic returns what those of the texts that are a path, such as $.detail.id, lead to in the
// event, by path (DOCUMENTED for the parameters of targets; a text that is one in part is none). What
// is no text is written as in a template that is no object (INFERRED). A path that leads nowhere
// leads to the empty text (UNKNOWN).
func Dynamic(e awsapi.Event, texts []string) map[string]string {
	var found map[string]string
	var event *value
	for _, text := range texts {
		p, ok := parsePath(text)
		if !ok || !strings.HasPrefix(text, "$.") {
			continue
		}
		if found == nil {
			found, event = map[string]string{}, parseValue(e.JSON())
		}
		var shown []byte
		if v := p.find(event); v != nil {
			shown = v.appendPlain(nil)
		}
		found[text] = string(shown)
	}
	return found
}
