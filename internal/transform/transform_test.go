package transform_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/transform"
)

const (
	detail = `{"city":"Basel","floor":-3,"open":false,"gap":null,` +
		`"door":{"left":"a","right":[7,{"k":"v"}]},"tags":["x","y",{"n":1}],` +
		`"rooms":[{"name":"hall","beds":[1,2]},{"name":"attic","beds":[]},{}],` +
		`"post-code":"4051","street_no":"12b","a/b":"slash","said":"say \"hi\"",` +
		`"lines":"one\ntwo\\three\tfour","big":12345678901234567890.10,"twice":1,"twice":2}`

	envelope = `{"version":"0","id":"7b9c7a1e-2f30-4c11-a8a6-5d0e3f2c1b00",` +
		`"detail-type":"Door opened","source":"house.doors","account":"123456789012",` +
		`"time":"2026-03-01T00:30:59Z","region":"eu-central-1",` +
		`"resources":["arn:aws:iot:eu-central-1:123456789012:thing/door"],"detail":` + detail + `}`

	withoutDetail = `{"id":"7b9c7a1e-2f30-4c11-a8a6-5d0e3f2c1b00","account":"123456789012",` +
		`"detailType":"Door opened","time":1772325059000,"source":"house.doors",` +
		`"region":"eu-central-1",` +
		`"resources":["arn:aws:iot:eu-central-1:123456789012:thing/door"],"version":"0"}`
)

// opened is an event with the given detail.
func opened(detail string) awsapi.Event {
	return awsapi.Event{
		ID:         "7b9c7a1e-2f30-4c11-a8a6-5d0e3f2c1b00",
		DetailType: "Door opened",
		Source:     "house.doors",
		Caller:     awsapi.Caller{Account: "123456789012", Region: "eu-central-1"},
		Time:       time.Date(2026, 3, 1, 1, 30, 59, 999e6, time.FixedZone("", 3600)),
		Resources:  []string{"arn:aws:iot:eu-central-1:123456789012:thing/door"},
		Detail:     json.RawMessage(detail),
	}
}

var context = transform.Context{
	RuleARN:  "arn:aws:events:eu-central-1:123456789012:rule/house/doors",
	RuleName: "doors",
	Ingested: time.Date(2026, 3, 1, 1, 31, 0, 45_678_901, time.FixedZone("", 3600)),
}

func input(text string) transform.Input     { return transform.Input{Text: &text} }
func inputPath(text string) transform.Input { return transform.Input{Path: &text} }

// template has a map that is made of pairs of a name and its path.
func template(text string, pairs ...string) transform.Input {
	paths := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		paths[pairs[i]] = pairs[i+1]
	}
	return transform.Input{Transformer: &transform.Transformer{Paths: paths, Template: text}}
}

// valued is a template whose placeholder <v> stands for the path.
func valued(text, path string) transform.Input { return template(text, "v", path) }

// apply returns what a target is sent.
func apply(t *testing.T, in transform.Input, detail string) ([]byte, error) {
	t.Helper()
	tr, err := transform.New("door", in)
	require.NoError(t, err)
	return tr.Apply(opened(detail), context)
}

func TestTransform_Apply(t *testing.T) {
	t.Parallel()
	for name, d := range delivered {
		t.Run("delivers/"+name, func(t *testing.T) {
			t.Parallel()
			body, err := apply(t, d.in, detail)
			require.NoError(t, err)
			assert.Equal(t, d.want, string(body))
		})
	}
	for name, d := range attempted {
		t.Run("is not JSON/"+name, func(t *testing.T) {
			t.Parallel()
			_, err := apply(t, d.in, detail)
			require.EqualError(t, err, "Invalid input for target.")
			invalid, ok := errors.AsType[*transform.InvalidError](err)
			require.True(t, ok)
			assert.Equal(t, d.want, string(invalid.Body))
		})
	}
}
