package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// A state says where the data is after a commit. It is never changed: a commit makes the next one, and so does
// bringing the file up to date.
type state struct {
	version uint64  // number of the commit; 0 once the store is closed
	layers  []layer // what the file may not have yet, the newest first; one at least
	file    int     // number of the last of bbolt's commits that the layers go with: the file never has what they lack
}

// look answers the data as the last commit left it. The caller rolls its transaction back.
func (s *Store) look() (*view, error) {
	for {
		now := s.state.Load()
		bolt, err := s.bolt.Begin(false)
		if errors.Is(err, bolterrors.ErrDatabaseNotOpen) {
			return nil, ErrClosed
		}
		if err != nil {
			return nil, fmt.Errorf("begin a transaction: %w", err)
		}
		if s.state.Load() == now && bolt.ID() <= now.file {
			return &view{version: now.version, layers: now.layers, bolt: bolt}, nil
		}
		_ = bolt.Rollback()
		s.through.RLock() // waits for a commit that has come into the file and is not yet the state
		s.through.RUnlock()
	}
}

// draft is a look for who has the turn to write.
func (s *Store) draft() (*draft, error) {
	v, err := s.look()
	if err != nil {
		return nil, err
	}
	d := &draft{view: *v}
	d.layers = append([]layer{d.layers[0].copy()}, d.layers[1:]...)
	return d, nil
}

// next makes another state of the last one.
func (s *Store) next(change func(*state)) {
	s.moving.Lock()
	defer s.moving.Unlock()
	next := *s.state.Load()
	change(&next)
	s.state.Store(&next)
}

// commit is for who has the turn, when it looks at the draft no more. What it wrote is on disk when it returns nil.
func (s *Store) commit(d *draft) error {
	if s.log == nil {
		return s.commitToFile(d.layers[0])
	}
	switch here, there := s.log.fits(d.changes); {
	case here:
		return s.commitToLog(d.changes, func(next *state) { next.layers = append(d.layers[:1:1], next.layers[1:]...) })
	case there && s.folded():
		return s.commitToOtherHalf(d.changes)
	}
	return s.commitToFile(d.layers[0])
}

func (s *Store) commitToLog(changes []byte, publish func(*state)) error {
	version := s.state.Load().version + 1
	if err := s.log.append(version, changes); err != nil {
		s.log.close()
		s.log = nil
		return fmt.Errorf("commit: %w", err)
	}
	s.next(func(next *state) {
		next.version = version
		publish(next)
	})
	return nil
}

// commitToOtherHalf has what is in the first half go into the file meanwhile.
func (s *Store) commitToOtherHalf(changes []byte) error {
	full, top := s.state.Load(), newLayer()
	if err := top.apply(changes); err != nil {
		return err
	}
	s.log.turnOver()
	err := s.commitToLog(changes, func(next *state) {
		next.layers = []layer{top, full.layers[0]}
		next.file++ // which is what fold is about to commit
	})
	if err == nil {
		s.folding.Go(func() { s.fold(full) })
	}
	return err
}

// folded waits for fold, and tells whether it succeeded.
func (s *Store) folded() bool {
	s.folding.Wait()
	return len(s.state.Load().layers) == 1
}

// fold brings the file up to a state. Where that fails, the layer stays, and the next that finds no room in the log
// tries it again and hears of it.
func (s *Store) fold(full *state) {
	_ = guarded(func() error {
		return s.bolt.Update(func(tx *bbolt.Tx) error { return writeLayers(tx, full.version, full.layers) })
	})
	s.next(func(next *state) {
		if next.file = s.lastInFile(); next.file > full.file {
			next.layers = next.layers[:1:1]
		}
	})
}

// commitToFile is for the first commit, which makes the log, for one that the log has no room for, and for one after
// the log has failed. Without a log every commit is one of these.
func (s *Store) commitToFile(top layer) error {
	if s.log != nil {
		err := s.writeThrough(top, s.log)
		if err == nil {
			s.log.turnOver()
		}
		return err
	}
	l := s.newLog()
	if err := s.writeThrough(top, l); err != nil {
		l.remove()
		return err
	}
	if l.inFile() {
		removeLogs(s.dir, l)
	}
	s.log = l
	return nil
}

// newLog answers nil when none can be made: commits do without it then, slower, or find out for themselves that the
// disk is full.
func (s *Store) newLog() *log {
	if s.bolt.NoSync {
		return &log{}
	}
	l, err := createLog(s.dir)
	if err != nil {
		return nil
	}
	return l
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
		return s.bolt.Update(func(tx *bbolt.Tx) error {
			return errors.Join(writeLayers(tx, now.version+1, layers), nameLog(tx, l))
		})
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

// writeLayers brings the file up to the given commit.
func writeLayers(tx *bbolt.Tx, version uint64, layers []layer) error {
	for _, l := range slices.Backward(layers) {
		if err := l.write(tx); err != nil {
			return err
		}
	}
	return tx.Bucket(metaBucket).Put(versionKey, binary.BigEndian.AppendUint64(nil, version))
}
