package invocation_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/invocation"
)

// A body that is a JSON object takes a parameter and stays one; what is not replaced is kept byte
// for byte. A body that is not is refused.
func FuzzNew_body(f *testing.F) {
	for _, body := range []string{
		`{}`, ` { "a" : 1e2 , "b":[{}], "a":"\u0061" } `, `{"\u0061":null}`, `[1]`, `{`,
		"{\"\xff\":1}", `{"a":1}x`,
	} {
		f.Add(body, "a", "x\"\n")
	}
	f.Fuzz(func(t *testing.T, body, key, value string) {
		// What a connection holds was read from JSON, which is UTF-8.
		key, value = strings.ToValidUTF8(key, "\ufffd"), strings.ToValidUTF8(value, "\ufffd")
		c := apiKey(invocation.HTTPParameters{Body: list(hidden(key, value))})
		r, err := invocation.New(receiver, c, invocation.Target{}, []byte(body))
		if len(body)+len(key)+len(value) > 1<<15 {
			t.Skip("more than a payload with parameters may have, once escaped")
		}
		before, isObject := object(body)
		if !isObject {
			require.Error(t, err)
			return
		}
		require.NoError(t, err)
		after, stillObject := object(r.Reveal().Body)
		require.True(t, stillObject, r.Reveal().Body)
		_, maskedObject := object(r.Masked().Body)
		require.True(t, maskedObject, r.Masked().Body)
		var got string
		require.NoError(t, json.Unmarshal(after[key], &got))
		assert.Equal(t, value, got)
		delete(before, key)
		delete(after, key)
		assert.Equal(t, before, after)
	})
}

// object reads an object's members, with their values byte for byte; the last of those of one name.
func object(text string) (members map[string]json.RawMessage, found bool) {
	return members, json.Unmarshal([]byte(text), &members) == nil && members != nil
}
