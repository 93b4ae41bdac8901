package delivery

import (
	"maps"
	"slices"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/invocation"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transform"
)

// dynamic is what the paths among the values of a target's HttpParameters lead to in the event, by
// path. A delivery keeps it, for the event itself is not kept.
func dynamic(t *events.Target, e awsapi.Event) map[string]string {
	p := t.HttpParameters
	if p == nil {
		return nil
	}
	return transform.Dynamic(e, slices.Concat(
		p.PathParameterValues,
		slices.Collect(maps.Values(p.HeaderParameters)),
		slices.Collect(maps.Values(p.QueryStringParameters)),
	))
}

// parametersOf are the HttpParameters of a target with what an event has in the place of paths. A
// path that the target has got since then stays as it is (UNKNOWN).
func parametersOf(t *events.Target, found map[string]string) invocation.Target {
	if t.HttpParameters == nil {
		return invocation.Target{}
	}
	p := invocation.Target(*t.HttpParameters)
	if len(found) == 0 {
		return p
	}
	p.PathParameterValues = slices.Clone(p.PathParameterValues)
	for i, text := range p.PathParameterValues {
		p.PathParameterValues[i] = resolved(text, found)
	}
	p.HeaderParameters = allResolved(p.HeaderParameters, found)
	p.QueryStringParameters = allResolved(p.QueryStringParameters, found)
	return p
}

func allResolved(texts, found map[string]string) map[string]string {
	texts = maps.Clone(texts)
	for key, text := range texts {
		texts[key] = resolved(text, found)
	}
	return texts
}

func resolved(text string, found map[string]string) string {
	if value, ok := found[text]; ok {
		return value
	}
	return text
}
