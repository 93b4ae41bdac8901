package store

import (
	"bytes"

	"github.com/tidwall/btree"
	"go.etcd.io/bbolt"
)

type direction bool

const (
	ascending  direction = false
	descending direction = true
)

// before tells whether a comes before b on the way.
func (d direction) before(a, b []byte) bool {
	if d == descending {
		return bytes.Compare(a, b) > 0
	}
	return bytes.Compare(a, b) < 0
}

// A cursor goes through a bucket as a view has it: the layers and the file at once. It does not survive a write.
type cursor struct {
	direction
	below []level // the newest first
}

// level is one of those, and where it is. The key is nil at the end; the value is nil where something was deleted.
type level struct {
	steps      stepper
	key, value []byte
}

type stepper interface {
	// seek answers the first that a cursor comes to from this key on: see [view.ascend] and [view.descend].
	seek(key []byte) (found, value []byte)
	step() (found, value []byte)
}

func (c *cursor) add(s stepper, from []byte) {
	if key, value := s.seek(from); key != nil {
		c.below = append(c.below, level{s, key, value})
	}
}

// next answers a nil key at the end.
func (c *cursor) next() (key, value []byte) {
	for {
		first := c.first()
		if first == nil {
			return nil, nil
		}
		key, value = first.key, first.value
		c.pass(key)
		if value != nil {
			return key, value
		}
	}
}

// first answers the level whose key comes next: the newest of those that have it.
func (c *cursor) first() (first *level) {
	for i := range c.below {
		l := &c.below[i]
		if l.key != nil && (first == nil || c.before(l.key, first.key)) {
			first = l
		}
	}
	return first
}

// pass takes every level past the key.
func (c *cursor) pass(key []byte) {
	for i := range c.below {
		l := &c.below[i]
		if l.key != nil && (len(c.below) == 1 || bytes.Equal(l.key, key)) {
			l.key, l.value = l.steps.step()
		}
	}
}

// fileCursor goes through a bucket of the file.
type fileCursor struct {
	direction
	cursor *bbolt.Cursor
}

func (c *fileCursor) seek(key []byte) (found, value []byte) {
	found, value = c.cursor.Seek(key)
	switch {
	case c.direction == ascending:
	case found == nil:
		found, value = c.cursor.Last()
	default:
		found, value = c.cursor.Prev()
	}
	return found, present(found, value)
}

func (c *fileCursor) step() (found, value []byte) {
	if c.direction == descending {
		found, value = c.cursor.Prev()
	} else {
		found, value = c.cursor.Next()
	}
	return found, present(found, value)
}

// present keeps an empty value of the file from being taken for a deleted one.
func present(key, value []byte) []byte {
	if key != nil && value == nil {
		return []byte{}
	}
	return value
}

// layerCursor goes through a bucket of a layer.
type layerCursor struct {
	direction
	prefix  []byte // of every place in the bucket
	changes btree.IterG[*change]
}

func newLayerCursor(l layer, bucket string, d direction) *layerCursor {
	return &layerCursor{d, placeOf(nil, bucket, nil), l.changes.Iter()}
}

func (c *layerCursor) seek(key []byte) (found, value []byte) {
	place := append(bytes.Clone(c.prefix), key...)
	ok := c.changes.Seek(&change{place: place})
	switch {
	case c.direction == ascending:
	case ok:
		ok = c.changes.Prev()
	default:
		ok = c.changes.Last()
	}
	return c.item(ok)
}

func (c *layerCursor) step() (found, value []byte) {
	if c.direction == descending {
		return c.item(c.changes.Prev())
	}
	return c.item(c.changes.Next())
}

func (c *layerCursor) item(ok bool) (key, value []byte) {
	if !ok {
		return nil, nil
	}
	key, ok = bytes.CutPrefix(c.changes.Item().place, c.prefix)
	if !ok {
		return nil, nil
	}
	return key, c.changes.Item().value
}
