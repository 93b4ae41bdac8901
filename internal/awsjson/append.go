package awsjson

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// Append writes a value as compact JSON with the members in the order of the
// shape. Nothing but quotes, backslashes and control characters is escaped (RECORDED).
func Append(out []byte, s *awsapi.Shape, value any) []byte {
	switch v := value.(type) {
	case string:
		return appendText(out, v)
	case bool:
		return strconv.AppendBool(out, v)
	case json.Number:
		return append(out, v...)
	case time.Time:
		return appendTime(out, v)
	case []any:
		return appendList(out, s.Element, v)
	case awsapi.Document:
		if s.Kind == awsapi.Map {
			return appendMap(out, s, v)
		}
		return appendStructure(out, s, v)
	case awsapi.Record:
		return appendStructure(out, s, v)
	}
	return append(out, "null"...)
}

func appendList(out []byte, element *awsapi.Shape, list []any) []byte {
	out = append(out, '[')
	for i, e := range list {
		if i > 0 {
			out = append(out, ',')
		}
		out = Append(out, element, e)
	}
	return append(out, ']')
}

func appendStructure(out []byte, s *awsapi.Shape, structure any) []byte {
	open := byte('{')
	for i := range s.Members {
		m, v := &s.Members[i], s.Of(structure, i)
		if v == nil {
			continue
		}
		out = append(out, open)
		out = append(appendText(out, m.Name), ':')
		out = Append(out, m.Shape, v)
		open = ','
	}
	if open == '{' {
		out = append(out, open)
	}
	return append(out, '}')
}

func appendMap(out []byte, s *awsapi.Shape, entries awsapi.Document) []byte {
	out = append(out, '{')
	for i, k := range slices.Sorted(maps.Keys(entries)) {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(appendText(out, k), ':')
		out = Append(out, s.Element, entries[k])
	}
	return append(out, '}')
}

// appendTime writes seconds since 1970 as Java prints a double: 1.790461692E9
// (RECORDED), and 0.0 for the epoch.
func appendTime(out []byte, t time.Time) []byte {
	seconds := float64(t.UnixMilli()) / 1000
	if seconds > -1e7 && seconds < 1e7 {
		return javaFraction(out, strconv.FormatFloat(seconds, 'f', -1, 64))
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(seconds, 'E', -1, 64), "E+")
	return append(append(javaFraction(out, mantissa), 'E'), strings.TrimPrefix(exponent, "0")...)
}

// javaFraction gives a number the decimal place that Java always prints.
func javaFraction(out []byte, number string) []byte {
	out = append(out, number...)
	if !strings.Contains(number, ".") {
		out = append(out, ".0"...)
	}
	return out
}

const hexDigits = "0123456789ABCDEF"

// appendText writes a quoted string as Jackson does, which escapes less than encoding/json.
func appendText(out []byte, text string) []byte {
	out = append(out, '"')
	start := 0
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		out = append(out, text[start:i]...)
		out = appendEscaped(out, c)
		start = i + 1
	}
	return append(append(out, text[start:]...), '"')
}

func appendEscaped(out []byte, c byte) []byte {
	if i := strings.IndexByte("\"\\\b\f\n\r\t", c); i >= 0 {
		return append(out, '\\', `"\bfnrt`[i])
	}
	return append(out, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
}
