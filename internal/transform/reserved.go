package transform

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// The placeholders that are AWS's own (RECORDED).
const (
	ruleARN   = "aws.events.rule-arn"
	ruleName  = "aws.events.rule-name"
	ingestion = "aws.events.event.ingestion-time"
	event     = "aws.events.event"
	eventJSON = "aws.events.event.json"
)

// isReserved tells whether a placeholder is one that no map has to name. One of AWS's namespace
// that AWS does not know stays as it is written (RECORDED without a map, INFERRED beside one).
func isReserved(name string) bool { return strings.HasPrefix(name, "aws.") }

// reserved returns what one of AWS's own placeholders stands for, and false for every other.
func reserved(name string, e awsapi.Event, c Context) (*value, bool) {
	switch name {
	case ruleARN:
		return textValue(c.RuleARN), true
	case ruleName:
		return textValue(c.RuleName), true
	case ingestion:
		return textValue(c.Ingested.UTC().Format("2006-01-02T15:04:05.000Z")), true
	case event:
		return envelopeWithoutDetail(e), true
	case eventJSON:
		return parseValue(e.JSON()), true
	}
	return nil, false
}

// envelopeWithoutDetail is the event as <aws.events.event> shows it: times in milliseconds.
func envelopeWithoutDetail(e awsapi.Event) *value {
	resources := &value{kind: array}
	for _, r := range e.Resources {
		resources.elements = append(resources.elements, textValue(r))
	}
	milliseconds := strconv.FormatInt(e.Time.Truncate(time.Second).UnixMilli(), 10)
	return &value{kind: object, members: []member{
		{"id", textValue(e.ID)},
		{"account", textValue(e.Caller.Account)},
		{"detailType", textValue(e.DetailType)},
		{"time", &value{kind: scalar, written: json.Number(milliseconds).String()}},
		{"source", textValue(e.Source)},
		{"region", textValue(e.Caller.Region)},
		{"resources", resources},
		{"version", textValue("0")},
	}}
}
