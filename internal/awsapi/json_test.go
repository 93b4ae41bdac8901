package awsapi_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

var (
	textShape   = &awsapi.Shape{Name: "String"}
	secretShape = &awsapi.Shape{Name: "Secret", Sensitive: true}
	innerShape  = &awsapi.Shape{
		Name: "Inner", Kind: awsapi.Structure,
		Members: []awsapi.Member{{Name: "Value", Shape: secretShape}, {Name: "Key", Shape: textShape}},
	}
	outerShape = &awsapi.Shape{Kind: awsapi.Structure, Members: []awsapi.Member{
		{Name: "B", Shape: textShape},
		{Name: "A", Shape: textShape},
		{Name: "Password", Shape: secretShape},
		{Name: "List", Shape: &awsapi.Shape{Kind: awsapi.List, Element: innerShape}},
		{Name: "Secrets", Shape: &awsapi.Shape{Kind: awsapi.List, Element: secretShape, Sensitive: true}},
		{Name: "Map", Shape: &awsapi.Shape{Kind: awsapi.Map, Key: textShape, Element: textShape}},
		{Name: "Keys", Shape: &awsapi.Shape{Kind: awsapi.Map, Key: textShape, Element: secretShape}},
		{Name: "In", Shape: innerShape},
		{Name: "Flag", Shape: &awsapi.Shape{Kind: awsapi.Boolean}},
		{Name: "Count", Shape: &awsapi.Shape{Kind: awsapi.Integer}},
		{Name: "Price", Shape: &awsapi.Shape{Kind: awsapi.Double}},
		{Name: "At", Shape: &awsapi.Shape{Kind: awsapi.Timestamp}},
		{Name: "Cover", Shape: &awsapi.Shape{Kind: awsapi.Blob}},
	}}
)

type inner struct {
	Value *awsapi.Secret
	Key   *string
}

type outer struct {
	B, A     *string
	Password *awsapi.Secret
	List     []inner
	Secrets  []awsapi.Secret
	Map      map[string]string
	Keys     map[string]awsapi.Secret
	In       *inner
	Flag     *bool
	Count    *int
	Price    *float64
	At       time.Time
	Cover    []byte
}

func TestOutput_JSON(t *testing.T) {
	t.Parallel()
	for name, written := range map[string]struct {
		output outer
		body   string
	}{
		"nothing":                      {outer{}, `{}`},
		"members in the model's order": {outer{A: new("1"), B: new("2")}, `{"B":"2","A":"1"}`},
		"empty lists and structures": {
			outer{List: []inner{}, In: &inner{}, Map: map[string]string{}}, `{"List":[],"Map":{},"In":{}}`,
		},
		"structures in a list": {outer{List: []inner{{Key: new("a")}, {}}}, `{"List":[{"Key":"a"},{}]}`},
		"maps by key": {
			outer{Map: map[string]string{"b": "1", "a": "2"}}, `{"Map":{"a":"2","b":"1"}}`,
		},
		"scalars": {
			outer{
				Flag: new(false), Count: new(300), Price: new(1.5), At: time.Unix(1790461692, 0),
				Cover: []byte{0, 1},
			},
			`{"Flag":false,"Count":300,"Price":1.5,"At":1.790461692E9,"Cover":"AAE="}`,
		},
		"secrets": {
			outer{Password: new(awsapi.NewSecret("hunter2"))}, `{"Password":"hunter2"}`,
		},
		"what is not escaped": {outer{A: new("a/b='c'<d>&\u2028é")}, "{\"A\":\"a/b='c'<d>&\u2028é\"}"},
		"what is escaped": {
			outer{A: new("\"\\\b\f\n\r\t\x00\x1f")}, `{"A":"\"\\\b\f\n\r\t\u0000\u001F"}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, written.body, string(awsapi.NewOutput(outerShape, &written.output).JSON()))
		})
	}
}

func TestOutput_Redacted(t *testing.T) {
	t.Parallel()
	secret := awsapi.NewSecret("hunter2")
	for name, written := range map[string]struct {
		output outer
		body   string
	}{
		"shows what is not secret": {outer{A: new("a\"é"), Flag: new(true)}, `{"A":"a\"é","Flag":true}`},
		"hides a sensitive member": {
			outer{A: new("a"), Password: &secret, Count: new(3)}, `{"A":"a","Password":"***","Count":3}`,
		},
		"hides those within a list": {
			outer{List: []inner{{&secret, new("k")}, {&secret, new("l")}}},
			`{"List":[{"Value":"***","Key":"k"},{"Value":"***","Key":"l"}]}`,
		},
		"hides the values of a map": {
			outer{Keys: map[string]awsapi.Secret{"b": secret, "a": secret}},
			`{"Keys":{"a":"***","b":"***"}}`,
		},
		"hides a sensitive list": {
			outer{In: &inner{&secret, nil}, Secrets: []awsapi.Secret{secret, secret}, Flag: new(true)},
			`{"Secrets":"***","In":{"Value":"***"},"Flag":true}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out := awsapi.NewOutput(outerShape, &written.output)
			assert.Equal(t, written.body, string(out.Redacted()))
			printed, err := json.Marshal(out)
			require.NoError(t, err)
			assert.JSONEq(t, written.body, string(printed))
		})
	}
}

// TestAppendText tries every byte in every place of a text.
func TestAppendText(t *testing.T) {
	t.Parallel()
	const around = "0123456789abcdefghi"
	for at := range len(around) {
		for c := range 256 {
			text := around[:at] + string([]byte{byte(c)}) + around[at:]
			written := string([]byte{byte(c)})
			switch {
			case c >= 0x80:
				written = "\uFFFD"
			case strings.ContainsRune("\"\\", rune(c)):
				written = "\\" + written
			case c < ' ':
				written = fmt.Sprintf("\\u%04X", c)
				if i := strings.IndexByte("\b\f\n\r\t", byte(c)); i >= 0 {
					written = "\\" + "bfnrt"[i:i+1]
				}
			}
			require.Equal(t, `"`+around[:at]+written+around[at:]+`"`, string(awsapi.AppendText(nil, text)))
		}
	}
}

// TestAppendSeconds: a double of Java is RECORDED for the times of today; the text of the epoch is
// INFERRED.
func TestAppendSeconds(t *testing.T) {
	t.Parallel()
	for ms, written := range map[int64]string{
		1790461692000:  "1.790461692E9",
		1790461692123:  "1.790461692123E9",
		1790461692100:  "1.7904616921E9",
		1790461690000:  "1.79046169E9",
		1000000000000:  "1.0E9",
		0:              "0.0",
		1000:           "1.0",
		1500:           "1.5",
		9999999000:     "9999999.0",
		10000000000:    "1.0E7",
		10000000001:    "1.0000000001E7",
		12345678901000: "1.2345678901E10",
		-1000:          "-1.0",
		-12345678901:   "-1.2345678901E7",
	} {
		assert.Equal(t, written, string(awsapi.AppendSeconds(nil, time.UnixMilli(ms))))
	}
}
