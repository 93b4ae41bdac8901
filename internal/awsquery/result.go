package awsquery

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// result is the body of a call that went well, indented as AWS indents it.
func result(call *awsapi.Call, out awsapi.Document) []byte {
	w := newWriter()
	name := call.Operation.Name
	w.element(xml.Name{Space: call.Service.Namespace, Local: name + "Response"}, func() {
		if out != nil {
			w.value(name+"Result", call.Operation.Output, out)
		}
		w.within("ResponseMetadata", func() { w.text("RequestId", call.ID) })
	})
	return w.bytes()
}

// A writer writes XML. It writes to memory, so that nothing fails.
type writer struct {
	buffer bytes.Buffer
	out    *xml.Encoder
}

func newWriter() *writer {
	w := new(writer)
	w.out = xml.NewEncoder(&w.buffer)
	w.out.Indent("", "  ")
	return w
}

func (w *writer) bytes() []byte {
	w.out.Close()
	return append(w.buffer.Bytes(), '\n')
}

func (w *writer) element(name xml.Name, inside func()) {
	w.out.EncodeToken(xml.StartElement{Name: name})
	inside()
	w.out.EncodeToken(xml.EndElement{Name: name})
}

func (w *writer) within(name string, inside func()) { w.element(xml.Name{Local: name}, inside) }

func (w *writer) text(name, text string) {
	w.within(name, func() { w.out.EncodeToken(xml.CharData(text)) })
}

func (w *writer) value(name string, s *awsapi.Shape, value any) {
	switch v := value.(type) {
	case []any:
		w.list(name, s, v)
	case awsapi.Document:
		if s.Kind == awsapi.Map {
			w.mapping(name, s, v)
			return
		}
		w.within(name, func() { w.members(s, v) })
	case awsapi.Record:
		w.within(name, func() { w.members(s, v) })
	default:
		w.text(name, textOf(v))
	}
}

func (w *writer) members(s *awsapi.Shape, structure any) {
	for i, m := range s.Members {
		if v := s.Of(structure, i); v != nil {
			w.value(m.Name, m.Shape, v)
		}
	}
}

func (w *writer) list(name string, s *awsapi.Shape, list []any) {
	if s.Flattened {
		for _, e := range list {
			w.value(name, s.Element, e)
		}
		return
	}
	w.within(name, func() {
		for _, e := range list {
			w.value("member", s.Element, e)
		}
	})
}

func (w *writer) mapping(name string, s *awsapi.Shape, entries awsapi.Document) {
	if s.Flattened {
		w.entries(name, s, entries)
		return
	}
	w.within(name, func() { w.entries("entry", s, entries) })
}

func (w *writer) entries(name string, s *awsapi.Shape, entries awsapi.Document) {
	for _, k := range slices.Sorted(maps.Keys(entries)) {
		w.within(name, func() {
			w.text("key", k)
			w.value("value", s.Element, entries[k])
		})
	}
}

// textOf is how a scalar is written; times are ISO 8601 with whole seconds (DOCUMENTED).
func textOf(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case json.Number:
		return v.String()
	case time.Time:
		return v.UTC().Format("2006-01-02T15:04:05Z")
	}
	return ""
}
