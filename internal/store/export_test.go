package store

import (
	"context"
	"errors"
	"os"
)

// FailLastSync commits what fn writes as far as a commit comes whose last sync fails: bbolt has
// written the head page. It calls then before it repairs the file.
func (s *Store) FailLastSync(fn func(*Tx) error, then func()) error {
	_ = s.turn.take(context.Background())
	defer s.turn.pass()
	f := s.file
	bolt, err := f.beginWriting()
	if err != nil {
		return err
	}
	f.committing.Lock()
	defer f.committing.Unlock()
	if err := fn(&Tx{now: s.now(), bolt: bolt}); err != nil {
		return err
	}
	if err := bolt.Commit(); err != nil {
		return err
	}
	then()
	f.sure, f.stale = false, true
	return f.repair()
}

// InDoubt tells whether the newest commit in the file is hidden from readers.
func (s *Store) InDoubt() bool {
	tx, err := s.file.newest()
	if tx != nil {
		_ = tx.Rollback()
	}
	return errors.Is(err, errInDoubt)
}

// WithFile calls fn with the file that the store writes to, while nobody writes.
func (s *Store) WithFile(fn func(*os.File)) {
	_ = s.turn.take(context.Background())
	defer s.turn.pass()
	fn(s.file.handle)
}
