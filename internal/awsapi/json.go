package awsapi

import (
	"bytes"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A span is a part of a text.
type span struct{ from, to int }

// JSON is the output as compact JSON, as the JSON protocol and everybody who
// shows an answer write it: the members in the order of the model, times as
// seconds. It is written once; nobody changes it.
func (o *Output) JSON() []byte {
	if o.text == nil {
		w := writers.Get().(*jsonWriter)
		defer w.release()
		w.out, w.hidden = w.out[:0], nil
		w.value(o.Value)
		o.text, o.hidden = bytes.Clone(w.out), w.hidden
	}
	return o.text
}

// Redacted is the same JSON with everything that the model calls sensitive, at
// any depth, replaced by [Redacted]. It is written once; nobody changes it.
func (o *Output) Redacted() []byte {
	if o.redacted == nil {
		o.redacted = o.redact()
	}
	return o.redacted
}

func (o *Output) redact() []byte {
	text := o.JSON()
	if o.hidden == nil {
		return text
	}
	out, from := make([]byte, 0, len(text)), 0
	for _, h := range o.hidden {
		out = append(append(out, text[from:h.from]...), `"`+Redacted+`"`...)
		from = h.to
	}
	return append(out, text[from:]...)
}

// writers hold answers while they are written: growing a buffer anew costs more than filling it.
var writers = sync.Pool{New: func() any { return new(jsonWriter) }}

// largestKept is the size of the largest buffer that is used again.
const largestKept = 64 << 10

// A jsonWriter writes a value, and notes where it is secret.
type jsonWriter struct {
	out    []byte
	hidden []span
}

func (w *jsonWriter) release() {
	if cap(w.out) <= largestKept {
		writers.Put(w)
	}
}

func (w *jsonWriter) value(v Value) {
	from := len(w.out)
	switch v.Shape.Kind {
	case Structure:
		w.structure(v)
	case List:
		w.list(v)
	case Map:
		w.entries(v)
	case Timestamp:
		w.out = AppendSeconds(w.out, v.Time())
	case String, Blob:
		w.out = AppendText(w.out, v.Text())
	default:
		w.out = append(w.out, v.Text()...)
	}
	if v.Shape.Sensitive {
		w.hide(from)
	}
}

// hide notes that all written since is secret, with what was noted of its parts.
func (w *jsonWriter) hide(from int) {
	for n := len(w.hidden); n > 0 && w.hidden[n-1].from >= from; n-- {
		w.hidden = w.hidden[:n-1]
	}
	w.hidden = append(w.hidden, span{from, len(w.out)})
}

func (w *jsonWriter) structure(v Value) {
	open := byte('{')
	for i := range v.Shape.Members {
		member, present := v.member(i)
		if !present {
			continue
		}
		w.out = append(append(append(w.out, open, '"'), v.Shape.Members[i].Name...), '"', ':')
		w.value(member)
		open = ','
	}
	if open == '{' {
		w.out = append(w.out, open)
	}
	w.out = append(w.out, '}')
}

func (w *jsonWriter) list(v Value) {
	w.out = append(w.out, '[')
	for i, e := range v.Elements() {
		w.out = separated(w.out, i)
		w.value(e)
	}
	w.out = append(w.out, ']')
}

func (w *jsonWriter) entries(v Value) {
	w.out = append(w.out, '{')
	n := 0
	for k, e := range v.Entries() {
		w.out = append(AppendText(separated(w.out, n), k), ':')
		w.value(e)
		n++
	}
	w.out = append(w.out, '}')
}

func separated(out []byte, n int) []byte {
	if n > 0 {
		out = append(out, ',')
	}
	return out
}

// AppendSeconds writes seconds since 1970, with milliseconds, as Java prints a double:
// 1.790461692E9 (RECORDED), and 0.0 for the epoch.
func AppendSeconds(out []byte, t time.Time) []byte {
	ms := t.UnixMilli()
	if ms > -1e10 && ms < 1e10 {
		return javaFraction(out, strconv.FormatFloat(float64(ms)/1000, 'f', -1, 64))
	}
	if ms < 0 {
		out, ms = append(out, '-'), -ms
	}
	digits := strconv.AppendInt(make([]byte, 0, 20), ms, 10)
	fraction := bytes.TrimRight(digits[1:], "0")
	if len(fraction) == 0 {
		fraction = digits[len(digits)-1:] // a zero
	}
	out = append(append(out, digits[0], '.'), fraction...)
	return strconv.AppendInt(append(out, 'E'), int64(len(digits)-len("000")-1), 10)
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

// AppendText writes a quoted string as Jackson does, which escapes less than encoding/json: quotes,
// backslashes and control characters (RECORDED). Bytes that are no UTF-8 become U+FFFD.
func AppendText(out []byte, text string) []byte {
	text = strings.ToValidUTF8(text, "\uFFFD")
	out = append(out, '"')
	start := 0
	for i := range len(text) {
		if c := text[i]; c < ' ' || c == '"' || c == '\\' {
			out = appendEscaped(append(out, text[start:i]...), c)
			start = i + 1
		}
	}
	return append(append(out, text[start:]...), '"')
}

func appendEscaped(out []byte, c byte) []byte {
	if i := strings.IndexByte("\"\\\b\f\n\r\t", c); i >= 0 {
		return append(out, '\\', `"\bfnrt`[i])
	}
	return append(out, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
}
