package hostile_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/test/binary"
)

const serialization = `{"__type":"SerializationException"}`

// most is the size of the largest body.
const most = 1 << 20

// filled repeats a text as often as it has room in a body.
func filled(text string) string { return strings.Repeat(text, (most-1000)/len(text)) }

func TestBody(t *testing.T) {
	t.Parallel()
	e := binary.Start(t, "-ephemeral")
	for _, c := range []struct{ name, body, want string }{
		{"a list without end", filled("["), serialization},
		{"a structure without end", filled(`{"Name":`), serialization},
		{"depth inside a member", `{"Name":` + strings.Repeat("[", 9000) + strings.Repeat("]", 9000) +
			"}",
			`{"__type":"SerializationException","Message":"Start of list found where not expected"}`},
		{"depth inside an unknown member", `{"Name":"pear","More":` + strings.Repeat("[", 9000) +
			strings.Repeat("]", 9000) + "}",
			`{"__type":"ResourceNotFoundException","message":"Failed to describe the connection(s). Connection 'pear' does not exist."}`},
		{"invalid UTF-8", "{\"Name\":\"\xff\xfe\"}", serialization},
		{"half a surrogate pair", `{"Name":"pear\ud800"}`,
			`{"__type":"ValidationException","message":"1 validation error detected: Value 'pear` +
				"\ufffd" +
				`' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+"}`},
		{"a key twice", `{"Name":"pear","Name":"plum"}`,
			`{"__type":"ResourceNotFoundException","message":"Failed to describe the connection(s). Connection 'plum' does not exist."}`},
		{"a number without end", `{"Name":"pear","Limit":` + filled("9") + "}",
			`{"__type":"ResourceNotFoundException","message":"Failed to describe the connection(s). Connection 'pear' does not exist."}`},
		{"a zero byte", "{\"Name\":\"\\u0000\"}",
			`{"__type":"ValidationException","message":"1 validation error detected: Value '\u0000' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+"}`},
		{"nothing", "", serialization},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, body := send(t, e, "DescribeConnection", c.body)
			assert.Equal(t, http.StatusBadRequest, status)
			assert.Equal(t, c.want, body)
		})
	}
	servesOn(t, e)
}

// TestBody_amplification holds the answer, and the memory it takes, to a multiple of the body.
func TestBody_amplification(t *testing.T) {
	t.Parallel()
	e := binary.Start(t, "-ephemeral")
	for name, element := range map[string]string{
		"empty structures": "{},",
		"nulls":            "null,",
		"broken members":   `{"Key":""},`,
		"long members":     `{"Key":"` + strings.Repeat("k", 600) + `"},`,
	} {
		t.Run(name, func(t *testing.T) {
			list := strings.TrimSuffix(filled(element), ",")
			status, body := send(
				t, e, "CreateConnection",
				`{"AuthParameters":{"InvocationHttpParameters":{"HeaderParameters":[`+list+`]}}}`,
			)
			assert.Equal(t, http.StatusBadRequest, status)
			assert.Less(t, len(body), 4*most)
		})
	}
	assert.Less(t, peak(t, e), int64(256<<20), "bytes of memory")
	servesOn(t, e)
}
