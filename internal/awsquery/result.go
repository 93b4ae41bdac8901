package awsquery

import (
	"bytes"
	"encoding/xml"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// result is the body of a call that went well, indented as AWS indents it.
func result(call *awsapi.Call, out *awsapi.Output) []byte {
	w := newWriter()
	name := call.Operation.Name
	w.element(xml.Name{Space: call.Service.Namespace, Local: name + "Response"}, func() {
		if out != nil {
			w.value(name+"Result", out.Value)
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
	return append(closed(w.buffer.Bytes()), '\n')
}

// closed writes elements with nothing in them as one tag (RECORDED): nothing else has the two side
// by side.
func closed(text []byte) (out []byte) {
	for {
		before, after, found := bytes.Cut(text, []byte("></"))
		if out = append(out, before...); !found {
			return out
		}
		out = append(out, "/>"...)
		_, text, _ = bytes.Cut(after, []byte(">"))
	}
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

func (w *writer) value(name string, v awsapi.Value) {
	switch v.Shape.Kind {
	case awsapi.Structure:
		w.within(name, func() {
			for name, member := range v.Members() {
				w.value(name, member)
			}
		})
	case awsapi.List:
		w.grouped(name, "member", v, w.elements)
	case awsapi.Map:
		w.grouped(name, "entry", v, w.entries)
	case awsapi.Timestamp:
		// ISO 8601 with whole seconds (DOCUMENTED)
		w.text(name, v.Time().UTC().Format("2006-01-02T15:04:05Z"))
	default:
		w.text(name, v.Text())
	}
}

// grouped writes the parts of a list or a map, each under the name of a part, within an element
// of the given name; what is flattened has that name for each part, and nothing around them.
func (w *writer) grouped(name, part string, v awsapi.Value, parts func(string, awsapi.Value)) {
	if v.Shape.Flattened {
		parts(name, v)
		return
	}
	w.within(name, func() { parts(part, v) })
}

func (w *writer) elements(name string, list awsapi.Value) {
	for _, e := range list.Elements() {
		w.value(name, e)
	}
}

func (w *writer) entries(name string, entries awsapi.Value) {
	for k, e := range entries.Entries() {
		w.within(name, func() {
			w.text("key", k)
			w.value("value", e)
		})
	}
}
