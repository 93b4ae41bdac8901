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

var order = awsapi.Event{
	ID: "7bf73129-1428-4cd3-a780-95db273d1602", DetailType: "Order Placed", Source: "shop.orders",
	Caller: awsapi.Caller{Account: "123456789012", Region: "eu-west-1"},
	Time:   time.Date(2026, 9, 13, 12, 17, 30, 408_000_000, time.UTC), Resources: []string{"arn:shop:a"},
	Detail: json.RawMessage(`{"order":"o-1","total":1e2,"paid":true,"note":null,"by":"A \"B\"",` +
		`"lines":[{"sku":"x","n":1},{"sku":"y"}],"to":{"b":"one","a":"two"}}`),
}

const envelope = `{"version":"0","id":"7bf73129-1428-4cd3-a780-95db273d1602","detail-type":"Order Placed",` +
	`"source":"shop.orders","account":"123456789012","time":"2026-09-13T12:17:30Z","region":"eu-west-1",` +
	`"resources":["arn:shop:a"],"detail":{"order":"o-1","total":1e2,"paid":true,"note":null,"by":"A \"B\"",` +
	`"lines":[{"sku":"x","n":1},{"sku":"y"}],"to":{"b":"one","a":"two"}}}`

var context = transform.Context{
	RuleARN: "arn:aws:events:eu-west-1:123456789012:rule/placed", RuleName: "placed",
	Ingested: time.Date(2026, 9, 13, 12, 17, 31, 5_000_000, time.UTC),
}

// paths are what the placeholders of the tests stand for.
var paths = map[string]string{
	"order": "$.detail.order", "total": "$.detail.total", "paid": "$.detail.paid", "note": "$.detail.note",
	"by": "$.detail.by", "lines": "$.detail.lines", "to": "$.detail.to", "none": "$.detail.nothing",
	"skus": "$.detail.lines[*].sku", "last": "$.detail.lines[1].sku",
}

func apply(t *testing.T, in transform.Input) ([]byte, error) {
	t.Helper()
	made, err := transform.New("t", in)
	require.NoError(t, err)
	return made.Apply(order, context)
}

func TestTransform_Apply(t *testing.T) {
	t.Parallel()
	t.Run("nothing", func(t *testing.T) {
		t.Parallel()
		body, err := apply(t, transform.Input{})
		require.NoError(t, err)
		assert.Equal(t, envelope, string(body))
	})
	t.Run("a constant", func(t *testing.T) {
		t.Parallel()
		for _, text := range []string{`{ "a" : 1 }`, `"text"`, ``, "[1,\n2]"} {
			body, err := apply(t, transform.Input{Text: &text})
			require.NoError(t, err)
			assert.Equal(t, text, string(body))
		}
	})
	t.Run("a path", func(t *testing.T) {
		t.Parallel()
		for path, want := range map[string]string{
			"$": envelope, "$.source": `"shop.orders"`, "$.detail.total": `1e2`, "$.detail.to": `{"b":"one","a":"two"}`,
			"$.detail.lines[0]": `{"sku":"x","n":1}`, "$.detail.lines[*].n": `[1]`, "$.detail-type": `"Order Placed"`,
			"$.detail.note": `{}`, "$.detail.nothing": `{}`, "$.detail.lines[7]": `{}`, "$.detail.order.x": `{}`, "": `{}`,
		} {
			body, err := apply(t, transform.Input{Path: &path})
			require.NoError(t, err, path)
			assert.Equal(t, want, string(body), path)
		}
	})
}

func TestTransform_Apply_template(t *testing.T) {
	t.Parallel()
	for template, want := range map[string]string{
		// an object: JSON values, and texts within strings
		`{"o":<order>,"t":<total>,"p":<paid>}`:        `{"o":"o-1","t":1e2,"p":true}`,
		`{"n":<note>,"m":<none>,"l":<lines>}`:         `{"n":null,"m":"","l":[{"sku":"x","n":1},{"sku":"y"}]}`,
		`{"text":"<order> for <total> by <by>"}`:      `{"text":"o-1 for 1e2 by A \"B\""}`,
		`{"text":"[<none>]","s":<skus>,"y":"<last>"}`: `{"text":"[]","s":["x","y"],"y":"y"}`,
		` { "o" : <order> } `:                         ` { "o" : "o-1" } `,
		// anything else: plain text
		`"<order> costs <total>, <none>."`:     `"o-1 costs 1e2, ."`,
		`"to <to>"`:                            `"to {b:one,a:two}"`,
		`"lines <lines>"`:                      `"lines [{sku:x,n:1},{sku:y}]"`,
		"\"order <order>\"\n\"total <total>\"": "\"order o-1\"\n\"total 1e2\"",
		`"a \"<order>\""`:                      `"a \"o-1\""`,
		`<total>`:                              `1e2`,
		`[<total>,<paid>]`:                     `[1e2,true]`,
		// AWS's own
		`{"r":<aws.events.rule-arn>,"n":"<aws.events.rule-name>"}`: `{"r":"arn:aws:events:eu-west-1:123456789012:rule/placed","n":"placed"}`,
		`{"at":<aws.events.event.ingestion-time>}`:                 `{"at":"2026-09-13T12:17:31.005Z"}`,
		`{"e":<aws.events.event.json>}`:                            `{"e":` + envelope + `}`,
		`{"e":<aws.events.event>}`: `{"e":{"id":"7bf73129-1428-4cd3-a780-95db273d1602","account":"123456789012","detailType":"Order Placed",` +
			`"time":1789301850000,"source":"shop.orders","region":"eu-west-1","resources":["arn:shop:a"],"version":"0"}}`,
		`"<aws.events.other>"`: `"<aws.events.other>"`,
	} {
		t.Run(template, func(t *testing.T) {
			t.Parallel()
			body, err := apply(t, transform.Input{Transformer: &transform.Transformer{Paths: paths, Template: template}})
			require.NoError(t, err)
			assert.Equal(t, want, string(body))
		})
	}
}

func TestTransform_Apply_invalid(t *testing.T) {
	t.Parallel()
	for template, want := range map[string]string{
		`{"x":"<to>"}`:                    `{"x":"{"b":"one","a":"two"}"}`,
		`"by <by>"`:                       `"by A "B""`,
		`[<order>]`:                       `[o-1]`,
		`{"e":"<aws.events.event.json>"}`: `{"e":"` + envelope + `"}`,
		`{"x":<aws.events.other>}`:        `{"x":<aws.events.other>}`,
	} {
		_, err := apply(t, transform.Input{Transformer: &transform.Transformer{Paths: paths, Template: template}})
		require.EqualError(t, err, "Invalid input for target.", template)
		invalid, ok := errors.AsType[*transform.InvalidError](err)
		require.True(t, ok)
		assert.Equal(t, want, string(invalid.Body))
	}
	body, err := apply(t, transform.Input{Transformer: &transform.Transformer{Template: `"<order>"`}})
	require.NoError(t, err)
	assert.Equal(t, `"<order>"`, string(body), "without a map a placeholder stays")
}

func TestNew_refuses(t *testing.T) {
	t.Parallel()
	text := func(s string) *string { return &s }
	template := func(s string) transform.Input {
		return transform.Input{Transformer: &transform.Transformer{Paths: paths, Template: s}}
	}
	for want, in := range map[string]transform.Input{
		"Only one of Input, InputPath, or InputTransformer must be provided for target t.":                 {Text: text("{}"), Path: text("$")},
		`JSON syntax error in input for target t: [Source: (String)"not-json"; line: 1, column: 1]`:        {Text: text("not-json")},
		"JSON syntax error in input for target t: [Source: (String)\"{\n \"a\": x}\"; line: 2, column: 7]": {Text: text("{\n \"a\": x}")},
		"InputPath for target t is invalid.":                                                                  {Path: text("detail")},
		"InputTemplate for target t contains invalid placeholder other.":                                      template(`{"a":<other>}`),
		"InputTemplate placeholder present as a JSON object key for target t.":                                template(`{"<order>":1}`),
		`Invalid InputTemplate for target t : [Source: (String)"hello null"; line: 1, column: 1].`:            template(`hello <order>`),
		"InputTemplate for target t contains placeholder aws.events.event.json valid only for JSON template.": template(`"<aws.events.event.json>"`),
	} {
		_, err := transform.New("t", in)
		assert.EqualError(t, err, "ValidationException: "+want)
	}
	for _, path := range []string{"detail", "$.*", "$['x']", "$..x", "$.a[-1]", "$.a[0:1]", "$.", "$ .a", "$.ä"} {
		_, err := transform.New("t", transform.Input{Path: &path})
		assert.EqualError(t, err, "ValidationException: InputPath for target t is invalid.", path)
		_, err = transform.New("t", transform.Input{Transformer: &transform.Transformer{Paths: map[string]string{"a": path}, Template: "<a>"}})
		assert.EqualError(t, err, "ValidationException: InputPath for target t is invalid.", path)
	}
	_, err := transform.New("t", transform.Input{Transformer: &transform.Transformer{Paths: map[string]string{"a": ""}, Template: "<a>"}})
	assert.EqualError(t, err, "ValidationException: InputPath for target t is invalid.")
}

// FuzzTransform holds every template that is taken to what it promises: the input is JSON, or an
// InvalidError says that it is not.
func FuzzTransform(f *testing.F) {
	for _, template := range []string{`{"a":<order>}`, `"<by>"`, `[<lines>]`, `{"a":"<to>"}`, "<total>\n<paid>"} {
		f.Add(template)
	}
	f.Fuzz(func(t *testing.T, template string) {
		made, err := transform.New("t", transform.Input{Transformer: &transform.Transformer{Paths: paths, Template: template}})
		if err != nil {
			return
		}
		body, err := made.Apply(order, context)
		if _, invalid := errors.AsType[*transform.InvalidError](err); invalid || err != nil {
			require.True(t, invalid)
			return
		}
		_, err = transform.New("t", transform.Input{Text: new(string(body))})
		require.NoError(t, err, "%q came to %q", template, body)
	})
}
