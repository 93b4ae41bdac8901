package awsapi

import (
	"encoding/base64"
	"encoding/json"
	"math"
	"reflect"
	"time"
)

// Decode fills what into points to, a generated struct, from a document that
// passed [CheckTypes]. The fields of the struct are the members of the shape, in the same order.
func Decode(s *Shape, doc Document, into any) {
	decodeStructure(s, doc, reflect.ValueOf(into).Elem())
}

func decodeStructure(s *Shape, doc Document, into reflect.Value) {
	if s == nil {
		return
	}
	for i := range s.Members {
		m := &s.Members[i]
		if v := doc[m.Name]; v != nil {
			decode(m.Shape, v, into.Field(i))
		}
	}
}

func decode(s *Shape, value any, into reflect.Value) {
	if into.Kind() == reflect.Pointer {
		into.Set(reflect.New(into.Type().Elem()))
		into = into.Elem()
	}
	switch v := value.(type) {
	case string:
		decodeText(s, v, into)
	case bool:
		into.SetBool(v)
	case json.Number:
		decodeNumber(s, v, into)
	case []any:
		into.Set(reflect.MakeSlice(into.Type(), len(v), len(v)))
		for i, e := range v {
			decode(s.Element, e, into.Index(i))
		}
	case Document:
		decodeObject(s, v, into)
	}
}

func decodeObject(s *Shape, object Document, into reflect.Value) {
	if s.Kind == Structure {
		decodeStructure(s, object, into)
		return
	}
	into.Set(reflect.MakeMap(into.Type()))
	for k, v := range object {
		element := reflect.New(into.Type().Elem()).Elem()
		decode(s.Element, v, element)
		into.SetMapIndex(reflect.ValueOf(k).Convert(into.Type().Key()), element)
	}
}

func decodeText(s *Shape, text string, into reflect.Value) {
	switch {
	case s.Kind == Blob:
		raw, _ := base64.StdEncoding.DecodeString(text)
		into.SetBytes(raw)
	case s.Sensitive:
		into.Set(reflect.ValueOf(NewSecret(text)))
	default:
		into.SetString(text)
	}
}

func decodeNumber(s *Shape, n json.Number, into reflect.Value) {
	switch s.Kind {
	case Integer, Long:
		into.SetInt(truncate(n))
	case Timestamp:
		f, _ := n.Float64()
		into.Set(reflect.ValueOf(time.UnixMilli(int64(f * 1000)).UTC()))
	default:
		f, _ := n.Float64()
		into.SetFloat(f)
	}
}

// truncate is the whole part of a number, as AWS takes 1.5 for an integer (RECORDED on Athena).
// What 64 bits cannot hold becomes the largest or smallest number they can.
func truncate(n json.Number) int64 {
	if i, err := n.Int64(); err == nil {
		return i
	}
	f, _ := n.Float64()
	switch {
	case f >= math.MaxInt64:
		return math.MaxInt64
	case f <= math.MinInt64:
		return math.MinInt64
	}
	return int64(f)
}
