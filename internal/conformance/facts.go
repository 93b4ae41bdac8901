package conformance

import (
	_ "embed"
	"strings"
)

// A Fact is something that AWS does and the model does not say.
type Fact struct {
	Mark  string // RECORDED, DOCUMENTED, INFERRED or UNKNOWN
	Text  string
	Tests []string // what holds it
}

//go:embed facts.txt
var factsText string

// Facts are the facts about an operation, or about the wire.
func Facts(about string) (facts []Fact) {
	heading := ""
	for line := range strings.Lines(factsText) {
		line = strings.TrimSpace(line)
		if name, found := strings.CutPrefix(line, "# "); found {
			heading = name
			continue
		}
		parts := strings.Split(line, " | ")
		if heading == about && len(parts) == 3 {
			facts = append(facts, Fact{parts[0], parts[1], strings.Split(parts[2], "; ")})
		}
	}
	return facts
}

// recorded are the constraints of EventBridge whose messages were recorded, by the name of the
// shape, for members that are not within others. The rest are those of the model, in the recorded
// form.
var recorded = map[string][]Kind{
	"ConnectionName":                             {Pattern, Max},
	"ApiDestinationName":                         {Pattern, Max},
	"ConnectionAuthorizationType":                {Enum},
	"ConnectionArn":                              {Pattern},
	"ApiDestinationHttpMethod":                   {Enum},
	"HttpsEndpoint":                              {Pattern, Min},
	"ApiDestinationInvocationRateLimitPerSecond": {Min},
	"LimitMax100":                                {Min, Max},
	"NextToken":                                  {Pattern},
	"TargetArn":                                  {Required, Min},
	"PutEventsRequestEntryList":                  {Max},
	"Action":                                     {Pattern},
	"Principal":                                  {Pattern, Max},
}
