package control

import (
	"errors"
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// largestPart is the size of the largest part of a document that is read as a whole, in bytes: a
// record, or a text.
const largestPart = 64 << 20

var errTooLarge = errors.New("a record is larger than 64 MiB")

// A decoder reads a JSON document part by part, whatever the size of the whole.
type decoder struct {
	json   *jsontext.Decoder
	source *limited
}

// limited is a reader that fails when more is read at once than a part may have.
type limited struct {
	io.Reader
	left int
}

func (b *limited) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errTooLarge
	}
	n, err := b.Reader.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}

func newDecoder(r io.Reader) *decoder {
	source := &limited{r, largestPart}
	return &decoder{jsontext.NewDecoder(source), source}
}

func (d *decoder) token() (jsontext.Token, error) {
	d.source.left = largestPart
	return d.json.ReadToken()
}

// value reads a value that has no members that into does not have.
func (d *decoder) value(into any) error {
	d.source.left = largestPart
	return json.UnmarshalDecode(d.json, into, json.RejectUnknownMembers(true))
}

// ends tells whether the next token is the given end of an object or a list.
func (d *decoder) ends(with jsontext.Kind) bool {
	d.source.left = largestPart
	return d.json.PeekKind() == with
}

// skip reads over a value.
func (d *decoder) skip() error {
	for depth := d.json.StackDepth(); ; {
		if _, err := d.token(); err != nil || d.json.StackDepth() == depth {
			return err
		}
	}
}

// object reads an object member by member. For each it calls read, which takes the value.
func (d *decoder) object(read func(name string) error) error {
	start, err := d.token()
	if err != nil {
		return err
	}
	if start.Kind() != jsontext.KindBeginObject {
		return errors.New("it is no JSON object")
	}
	for !d.ends(jsontext.KindEndObject) {
		name, err := d.token()
		if err == nil {
			err = read(name.String())
		}
		if err != nil {
			return err
		}
	}
	_, err = d.token()
	return err
}

// list reads a list. For each element it calls read, which takes the value.
func (d *decoder) list(read func() error) error {
	start, err := d.token()
	if err != nil {
		return err
	}
	if start.Kind() != jsontext.KindBeginArray {
		return errors.New("its records are no list")
	}
	for !d.ends(jsontext.KindEndArray) {
		if err := read(); err != nil {
			return err
		}
	}
	_, err = d.token()
	return err
}
