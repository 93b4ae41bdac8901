package control

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// A Duration is read from a text such as "250ms" or from a number of seconds, and written as a
// number of seconds.
type Duration time.Duration

// A valueError says in a sentence what is wrong with a value.
type valueError struct{ sentence string }

func (e *valueError) Error() string { return e.sentence }

// ParseDuration reads a text such as 250ms. It takes nothing below 0.
func ParseDuration(text string) (Duration, error) {
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 {
		return 0, &valueError{fmt.Sprintf("%q is no duration such as 250ms or 10s", text)}
	}
	return Duration(d), nil
}

// String returns the duration as a text such as 250ms.
func (d Duration) String() string { return time.Duration(d).String() }

// MarshalJSON writes a number of seconds.
func (d Duration) MarshalJSON() ([]byte, error) {
	return strconv.AppendFloat(nil, time.Duration(d).Seconds(), 'f', -1, 64), nil
}

// UnmarshalJSON reads a text such as "250ms", or a number of seconds.
func (d *Duration) UnmarshalJSON(data []byte) (err error) {
	text := string(data)
	if number, err := strconv.ParseFloat(text, 64); err == nil {
		text = strconv.FormatFloat(number, 'f', -1, 64) + "s"
	} else if err := json.Unmarshal(data, &text); err != nil {
		return &valueError{fmt.Sprintf(`%s is no duration such as "250ms" or 10`, data)}
	}
	*d, err = ParseDuration(text)
	return err
}
