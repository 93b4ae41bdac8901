package entries

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

// object returns a detail as compact JSON, with its members in the order of the sender (RECORDED).
// It returns false for what is no JSON object, or has an integer of more than 64 bits (DOCUMENTED).
func object(detail string) (json.RawMessage, bool) {
	var compact bytes.Buffer
	if json.Compact(&compact, []byte(detail)) != nil || !strings.HasPrefix(compact.String(), "{") {
		return nil, false
	}
	return compact.Bytes(), countable(compact.Bytes())
}

// countable tells whether every integer of a JSON text has 64 bits.
func countable(text []byte) bool {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	for {
		token, err := d.Token()
		if err != nil {
			return true // the end: it was JSON before
		}
		if number, ok := token.(json.Number); ok && !fits(number.String()) {
			return false
		}
	}
}

// fits tells whether a number that is written as an integer is one of 64 bits.
func fits(number string) bool {
	if strings.ContainsAny(number, ".eE") {
		return true
	}
	_, err := strconv.ParseInt(number, 10, 64)
	return err == nil
}
