package store

import (
	"bytes"

	"go.etcd.io/bbolt"
)

// write makes the changes of the layer in the file.
func (l layer) write(tx *bbolt.Tx) error {
	if l.cleared {
		if err := deleteBuckets(tx); err != nil {
			return err
		}
	}
	w := layerWriter{tx: tx}
	l.changes.Scan(func(c *change) bool {
		w.err = w.write(c)
		return w.err == nil
	})
	return w.err
}

// deleteBuckets keeps what the package has to know of the file.
func deleteBuckets(tx *bbolt.Tx) error {
	var names [][]byte
	err := tx.ForEach(func(name []byte, _ *bbolt.Bucket) error {
		if !bytes.Equal(name, metaBucket) {
			names = append(names, bytes.Clone(name))
		}
		return nil
	})
	for _, name := range names {
		if err == nil {
			err = tx.DeleteBucket(name)
		}
	}
	return err
}

// layerWriter remembers the bucket of the last change, which is that of most changes.
type layerWriter struct {
	tx     *bbolt.Tx
	prefix []byte
	bucket *bbolt.Bucket
	err    error
}

func (w *layerWriter) write(c *change) (err error) {
	if w.bucket == nil || !bytes.HasPrefix(c.place, w.prefix) {
		name, _ := splitPlace(c.place)
		w.prefix = placeOf(nil, name, nil)
		if w.bucket, err = w.tx.CreateBucketIfNotExists([]byte(name)); err != nil {
			return err
		}
	}
	key := c.place[len(w.prefix):]
	if c.value == nil {
		return w.bucket.Delete(key)
	}
	return w.bucket.Put(key, c.value)
}
