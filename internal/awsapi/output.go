package awsapi

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"iter"
	"reflect"
	"slices"
	"strconv"
	"time"
)

// An Output is what an operation answers, before a wire has written it: a
// generated struct with its shape. It belongs to one call, and nobody changes it.
type Output struct {
	Value
	text     []byte // see JSON
	hidden   []span // where the text has something secret
	redacted []byte // see Redacted
}

// NewOutput gives what out points to, a struct, the shape whose members its fields are, in the same
// order.
func NewOutput(s *Shape, out any) *Output {
	return &Output{Value: Value{s, reflect.ValueOf(out).Elem()}}
}

// A Value is an output or a part of it. It is never absent.
type Value struct {
	Shape *Shape
	of    reflect.Value
}

// member is the value of a structure's ith field, which is absent when it is
// nil (a pointer, a slice or a map) or, for a time, zero.
func (v Value) member(i int) (value Value, present bool) {
	s, field := v.Shape.Members[i].Shape, v.of.Field(i)
	switch field.Kind() {
	case reflect.Pointer:
		return Value{s, field.Elem()}, !field.IsNil()
	case reflect.Struct:
		value = Value{s, field}
		return value, !value.Time().IsZero()
	}
	return Value{s, field}, !field.IsNil()
}

// Members yields the members of a structure that are present, in the order of the model.
func (v Value) Members() iter.Seq2[string, Value] {
	return func(yield func(string, Value) bool) {
		for i := range v.Shape.Members {
			if member, present := v.member(i); present && !yield(v.Shape.Members[i].Name, member) {
				return
			}
		}
	}
}

// Elements yields the elements of a list.
func (v Value) Elements() iter.Seq2[int, Value] {
	return func(yield func(int, Value) bool) {
		for i := range v.of.Len() {
			if !yield(i, Value{v.Shape.Element, v.of.Index(i)}) {
				return
			}
		}
	}
}

// Entries yields the entries of a map, ordered by key.
func (v Value) Entries() iter.Seq2[string, Value] {
	keys := slices.SortedFunc(
		slices.Values(v.of.MapKeys()),
		func(a, b reflect.Value) int { return cmp.Compare(a.String(), b.String()) },
	)
	return func(yield func(string, Value) bool) {
		for _, k := range keys {
			if !yield(k.String(), Value{v.Shape.Element, v.of.MapIndex(k)}) {
				return
			}
		}
	}
}

// Text is a scalar as text: a blob in base64, a number in the digits of JSON. A time is for
// [Value.Time].
func (v Value) Text() string {
	switch v.Shape.Kind {
	case Integer, Long:
		return strconv.FormatInt(v.of.Int(), 10)
	case Double:
		return strconv.FormatFloat(v.of.Float(), 'g', -1, 64)
	case Boolean:
		return strconv.FormatBool(v.of.Bool())
	case Blob:
		return base64.StdEncoding.EncodeToString(v.of.Bytes())
	}
	if v.Shape.Sensitive {
		secret, _ := reflect.TypeAssert[Secret](v.of)
		return secret.Reveal()
	}
	return v.of.String()
}

// Time is the time of a timestamp.
func (v Value) Time() time.Time {
	t, _ := reflect.TypeAssert[time.Time](v.of)
	return t
}

var _ json.Marshaler = (*Output)(nil)

// MarshalJSON lets nobody print an output with its secrets by accident.
func (o *Output) MarshalJSON() ([]byte, error) { return o.Redacted(), nil }
