package store

import (
	"errors"
	"fmt"

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
	v, err := s.glance()
	if v != nil || err != nil {
		return v, err
	}
	s.through.RLock() // a commit has come into the file, perhaps, and is not yet the state
	defer s.through.RUnlock()
	for v == nil && err == nil {
		v, err = s.glance()
	}
	return v, err
}

// glance answers nil where state and file do not go together.
func (s *Store) glance() (*view, error) {
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
	return nil, bolt.Rollback()
}

// newest answers the data as the next commit will find it, for who has the turn. Where that is what a commit under way
// is about to leave, it answers the outcome of that too; the layers then have all that the file may be given meanwhile.
func (s *Store) newest() (v *view, before *outcome, err error) {
	if s.last == nil || s.last.finished() {
		v, err = s.look()
		return v, nil, err
	}
	bolt, err := s.bolt.Begin(false)
	if err != nil {
		return nil, nil, fmt.Errorf("begin a transaction: %w", err)
	}
	return &view{layers: s.last.layers, bolt: bolt}, s.last.outcome, nil
}

// next makes another state of the last one.
func (s *Store) next(change func(*state)) {
	s.moving.Lock()
	defer s.moving.Unlock()
	next := *s.state.Load()
	change(&next)
	s.state.Store(&next)
}
