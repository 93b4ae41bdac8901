package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/tidwall/btree"
)

// A layer is what was written since the file was last brought up to date. To copy one costs nothing: the copies share
// what neither has changed.
type layer struct {
	changes *btree.BTreeG[*change]
	cleared bool // nothing of what lies below counts
}

// change is the last that was written in one place, which is the name of a bucket, a zero byte and a key.
type change struct {
	place []byte
	value []byte // nil where what was there is deleted
}

func newLayer() layer {
	before := func(a, b *change) bool { return bytes.Compare(a.place, b.place) < 0 }
	return layer{changes: btree.NewBTreeGOptions(before, btree.Options{NoLocks: true})}
}

func (l layer) copy() layer { return layer{l.changes.Copy(), l.cleared} }

// get answers what was written in the place of another change; deleted is something too.
func (l layer) get(other *change) (value []byte, written bool) {
	if found, ok := l.changes.Get(other); ok {
		return found.value, true
	}
	return nil, l.cleared
}

// placeOf joins the name of a bucket, or of a table, and a key. It allocates once, or not at all when into has room.
func placeOf(into []byte, bucket string, key []byte) []byte {
	into = slices.Grow(into, len(bucket)+1+len(key))
	return append(append(append(into, bucket...), 0), key...)
}

func splitPlace(place []byte) (bucket string, key []byte) {
	name, key, _ := bytes.Cut(place, []byte{0})
	return string(name), key
}

// The kinds of changes in a text of them.
const (
	changeSet    = 's' // place, value
	changeDelete = 'd' // place
	changeClear  = 'c'
)

// appendChange writes a change behind others: its kind, and what belongs to that, each with its length before it.
func appendChange(text []byte, kind byte, parts ...[]byte) []byte {
	text = append(text, kind)
	for _, part := range parts {
		text = append(binary.AppendUvarint(text, uint64(len(part))), part...)
	}
	return text
}

// apply makes all changes of a text to the layer.
func (l *layer) apply(text []byte) error {
	for len(text) > 0 {
		kind, rest := text[0], text[1:]
		var place, value []byte
		ok := true
		if kind != changeClear {
			place, rest, ok = cutPart(rest)
		}
		if kind == changeSet && ok {
			value, rest, ok = cutPart(rest)
		}
		if !ok {
			return fmt.Errorf("%w: a change in the log", ErrCorrupt)
		}
		l.make(kind, place, value)
		text = rest
	}
	return nil
}

func (l *layer) make(kind byte, place, value []byte) {
	switch kind {
	case changeSet:
		l.changes.Set(&change{place, value})
	case changeDelete:
		l.changes.Set(&change{place, nil})
	case changeClear:
		*l = newLayer()
		l.cleared = true
	}
}

// cutPart answers a copy of the part that the text begins with, never nil, and what follows it.
func cutPart(text []byte) (part, rest []byte, ok bool) {
	n, size := binary.Uvarint(text)
	if size <= 0 || n > uint64(len(text)-size) {
		return nil, nil, false
	}
	text = text[size:]
	return append([]byte{}, text[:n]...), text[n:], true
}
