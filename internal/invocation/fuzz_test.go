package invocation_test

import (
	"encoding/json"
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
		key = asJSONReads(key)
		after, stillObject := object(r.Reveal().Body)
		require.True(t, stillObject, r.Reveal().Body)
		_, maskedObject := object(r.Masked().Body)
		require.True(t, maskedObject, r.Masked().Body)
		var got string
		require.NoError(t, json.Unmarshal(after[key], &got))
		assert.Equal(t, asJSONReads(value), got)
		delete(before, key)
		delete(after, key)
		assert.Equal(t, before, after)
	})
}

// object reads an object's members, with their values byte for byte; the last of those of one name.
func object(text string) (members map[string]json.RawMessage, found bool) {
	return members, json.Unmarshal([]byte(text), &members) == nil && members != nil
}

// asJSONReads is a text with the bytes replaced that are no UTF-8.
func asJSONReads(text string) string {
	quoted, _ := json.Marshal(text)
	var out string
	_ = json.Unmarshal(quoted, &out)
	return out
}
