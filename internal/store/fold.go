package store

import (
	"bytes"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"
)

// folded waits for fold, and tells whether it succeeded.
func (s *Store) folded() bool {
	s.folding.Wait()
	return len(s.state.Load().layers) == 1
}

// fold brings the file up to a state. Where that fails, the layer stays, and the next that finds no room in the log
// tries it again and hears of it.
func (s *Store) fold(full *state, goesOn logID) {
	_ = guarded(func() error {
		return s.bolt.Update(func(tx *bbolt.Tx) error { return writeLayers(tx, full.layers, last{full.version, goesOn}) })
	})
	s.next(func(next *state) {
		if next.file = s.lastInFile(); next.file > full.file {
			next.layers = next.layers[:1:1]
		}
	})
}

// writeThrough writes a commit to the file at once, with all that was not there yet, and which log is to be read after
// it.
func (s *Store) writeThrough(top layer, l *log) error {
	s.folding.Wait()
	now := s.state.Load()
	layers := append([]layer{top}, now.layers[1:]...)
	s.through.Lock()
	defer s.through.Unlock()
	err := guarded(func() error {
		return s.bolt.Update(func(tx *bbolt.Tx) error { return writeLayers(tx, layers, last{now.version + 1, l.fileID()}) })
	})
	if file := s.lastInFile(); file > now.file {
		s.next(func(next *state) { *next = state{now.version + 1, []layer{newLayer()}, file} })
	}
	if err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	s.marked = l.inFile()
	return nil
}

// lastInFile is the number of bbolt's last commit. One that failed may be there all the same.
func (s *Store) lastInFile() int {
	tx, err := s.bolt.Begin(false)
	if err != nil {
		return 0
	}
	defer func() { _ = tx.Rollback() }()
	return tx.ID()
}

// writeLayers brings the file up to the given commit, which is that of the first layer.
func writeLayers(tx *bbolt.Tx, layers []layer, to last) error {
	for _, l := range slices.Backward(layers) {
		if err := l.write(tx); err != nil {
			return err
		}
	}
	return to.store(tx)
}

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
