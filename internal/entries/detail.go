package entries

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

// maxDepth is how deep a detail may go, in objects and lists (DOCUMENTED).
const maxDepth = 1100

// object returns a detail as compact JSON, with its members in the order of the sender (RECORDED). It returns false for
// what is no JSON object, goes too deep, or has an integer of more than 64 bits (DOCUMENTED).
func object(detail string) (json.RawMessage, bool) {
	var compact bytes.Buffer
	if json.Compact(&compact, []byte(detail)) != nil || !strings.HasPrefix(compact.String(), "{") {
		return nil, false
	}
	return compact.Bytes(), within(compact.Bytes())
}

// within tells whether JSON keeps to the limits of depth and of integers.
func within(text []byte) bool {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	depth := 0
	for {
		token, err := d.Token()
		if err != nil {
			return true // the end: it was JSON before
		}
		switch token := token.(type) {
		case json.Delim:
			if depth += step(token); depth > maxDepth {
				return false
			}
		case json.Number:
			if !fits(token.String()) {
				return false
			}
		}
	}
}

func step(d json.Delim) int {
	if d == '{' || d == '[' {
		return 1
	}
	return -1
}

// fits tells whether a number that is written as an integer is one of 64 bits.
func fits(number string) bool {
	if strings.ContainsAny(number, ".eE") {
		return true
	}
	_, err := strconv.ParseInt(number, 10, 64)
	return err == nil
}
