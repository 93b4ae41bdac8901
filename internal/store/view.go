package store

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"go.etcd.io/bbolt"
)

// A view is the data as one commit left it: layers over the file. It holds buckets with keys in order, and knows
// nothing of records.
type view struct {
	version uint64  // number of the commit
	layers  []layer // the newest first
	bolt    *bbolt.Tx
	lookups []lookup
	sought  change // what one get after another looks for
}

// lookup is a bucket of the file in which a key was looked for.
type lookup struct {
	bucket string
	cursor *bbolt.Cursor
}

// get answers what is stored under the key, or nil. It belongs to the view: nobody changes it, or keeps it for longer.
func (v *view) get(bucket string, key []byte) []byte {
	v.sought.place = placeOf(v.sought.place[:0], bucket, key)
	for _, l := range v.layers {
		if value, written := l.get(&v.sought); written {
			return value
		}
	}
	if cursor := v.cursor(bucket); cursor != nil {
		if found, value := cursor.Seek(key); bytes.Equal(found, key) {
			return value
		}
	}
	return nil
}

// cursor answers one that the view uses again and again, or nil when the file has no such bucket.
func (v *view) cursor(bucket string) *bbolt.Cursor {
	for _, l := range v.lookups {
		if l.bucket == bucket {
			return l.cursor
		}
	}
	found := v.bolt.Bucket([]byte(bucket))
	if found == nil {
		return nil
	}
	cursor := found.Cursor()
	v.lookups = append(v.lookups, lookup{bucket, cursor})
	return cursor
}

// ascend goes through the bucket from a key on, with that key.
func (v *view) ascend(bucket string, from []byte) *cursor { return v.walk(bucket, from, ascending) }

// descend goes through the bucket from a key down, without that key.
func (v *view) descend(bucket string, before []byte) *cursor {
	return v.walk(bucket, before, descending)
}

func (v *view) walk(bucket string, from []byte, d direction) *cursor {
	c := &cursor{direction: d}
	for _, l := range v.layers {
		if l.changes.Len() > 0 {
			c.add(newLayerCursor(l, bucket, d), from)
		}
		if l.cleared {
			return c
		}
	}
	if found := v.bolt.Bucket([]byte(bucket)); found != nil {
		c.add(&fileCursor{cursor: found.Cursor(), direction: d}, from)
	}
	return c
}

// buckets names those that start with the prefix, in order. One whose keys are all deleted may be among them.
func (v *view) buckets(prefix string) []string {
	names := map[string]bool{}
	for _, l := range v.layers {
		l.buckets(prefix, names)
		if l.cleared {
			return slices.Sorted(maps.Keys(names))
		}
	}
	cursor := v.bolt.Cursor()
	for name, _ := cursor.Seek([]byte(prefix)); strings.HasPrefix(string(name), prefix); name, _ = cursor.Next() {
		names[string(name)] = true
	}
	return slices.Sorted(maps.Keys(names))
}

func (l layer) buckets(prefix string, names map[string]bool) {
	changes := l.changes.Iter()
	defer changes.Release()
	for ok := changes.Seek(&change{place: []byte(prefix)}); ok; {
		name, _ := splitPlace(changes.Item().place)
		if !strings.HasPrefix(name, prefix) {
			return
		}
		names[name] = true
		ok = changes.Seek(&change{place: []byte(name + "\x01")}) // behind all of this bucket
	}
}

// A draft is a view that is written to. Nobody else sees what it writes.
type draft struct {
	view
	base    layer  // the newest, as it was
	changes []byte // all of them, as apply reads them
}

// newDraft begins to write on top of a view, into a buffer.
func newDraft(v *view, buffer []byte) draft {
	d := draft{view: *v, base: v.layers[0], changes: buffer[:0]}
	d.layers = append([]layer{d.base.copy()}, v.layers[1:]...)
	return d
}

func (d *draft) set(bucket string, key, value []byte) {
	if value == nil {
		value = []byte{} // nil would be deleted
	}
	place := placeOf(nil, bucket, key)
	d.changes = appendChange(d.changes, changeSet, place, value)
	d.layers[0].make(changeSet, place, value)
}

func (d *draft) unset(bucket string, key []byte) {
	place := placeOf(nil, bucket, key)
	d.changes = appendChange(d.changes, changeDelete, place)
	d.layers[0].make(changeDelete, place, nil)
}

// clear deletes everything.
func (d *draft) clear() {
	d.changes = appendChange(d.changes, changeClear)
	d.layers[0].make(changeClear, nil, nil)
}

// takeBack leaves only so many bytes of the changes.
func (d *draft) takeBack(to int) {
	if len(d.changes) == to {
		return
	}
	d.changes = d.changes[:to]
	d.layers[0] = d.base.copy()
	_ = d.layers[0].apply(d.changes) // never fails: set, unset and clear wrote them
}
