package store

import (
	"context"
	"errors"

	"go.etcd.io/bbolt"
)

// Update runs fn and commits what it wrote. When it returns nil, that is on disk. When it returns
// an error, of fn or of the commit, nothing of what fn wrote stays.
//
// Functions run one after another, each once and in the goroutine of its caller. Those that wait at
// the same time become one group: they run in one bbolt transaction, and the first of them commits
// it. Each sees what those before it wrote. No call of Update returns before that is on disk, and
// when the commit fails, all calls of the group return its error.
//
// Inside fn a call of View sees other data, and a call of Update waits for ever: use the
// transaction. When the context ends before it is fn's turn, Update returns its error; afterwards
// the context changes nothing.
func (s *Store) Update(ctx context.Context, fn func(*Tx) error) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	defer faultsPanic()()
	g, first, err := s.join(ctx)
	if err != nil {
		return err
	}
	defer func() { // also when fn panics
		if first {
			s.seal(g)
		}
		<-g.done
		if g.err != nil {
			err = g.err
		}
	}()
	return s.run(g, fn)
}

// join waits for the turn and returns the group that fn belongs to. The first of a group has to
// seal it.
func (s *Store) join(ctx context.Context) (g *group, first bool, err error) {
	if err := s.turn.take(ctx); err != nil {
		return nil, false, err
	}
	if s.group != nil {
		return s.group, false, nil
	}
	bolt, err := s.begin()
	if err != nil {
		s.turn.pass()
		return nil, false, err
	}
	s.group = &group{bolt: bolt, done: make(chan struct{})}
	return s.group, true, nil
}

func (s *Store) begin() (*bbolt.Tx, error) {
	if s.closed {
		return nil, ErrClosed
	}
	return s.file.beginWriting()
}

// run runs fn and passes the turn on. Unless fn returns nil, what it wrote is taken back.
func (s *Store) run(g *group, fn func(*Tx) error) error {
	defer s.turn.pass()
	tx := &Tx{now: s.now(), bolt: g.bolt, shared: &s.shared}
	kept := false
	defer func() {
		if !kept { // perhaps fn panicked
			g.broken = errors.Join(g.broken, guarded(tx.takeBack))
		}
	}()
	if err := fn(tx); err != nil {
		return err
	}
	kept = true
	g.wrote, g.after = g.wrote || tx.writes > 0, append(g.after, tx.after...)
	return nil
}

// seal commits the group after everybody who waits for the turn now: a turn is had in the order in
// which it is asked for.
func (s *Store) seal(g *group) {
	_ = s.turn.take(context.Background()) // never fails
	defer s.turn.pass()
	if s.group == g { // Close may have committed it
		s.commit()
	}
}

// commit ends the group and tells its members what came of it. The caller has the turn.
func (s *Store) commit() {
	g := s.group
	s.group = nil
	defer close(g.done)
	if g.err = s.end(g); g.err != nil {
		return
	}
	for _, fn := range g.after {
		fn()
	}
}

// end commits what the group wrote, or takes it back where that is broken or nothing.
func (s *Store) end(g *group) error {
	if g.broken != nil || !g.wrote {
		return errors.Join(g.broken, g.bolt.Rollback())
	}
	purging := &Tx{now: s.now(), bolt: g.bolt}
	if err := guarded(purging.purge); err != nil {
		return errors.Join(err, g.bolt.Rollback())
	}
	if err := noteTime(g.bolt, purging.now); err != nil {
		return errors.Join(err, g.bolt.Rollback())
	}
	return s.file.commit(g.bolt)
}

// A group is the functions that share a commit.
type group struct {
	bolt   *bbolt.Tx
	wrote  bool
	broken error    // why the writes of a function could not be taken back
	after  []func() // to be run after the commit

	done chan struct{} // closed when err is final
	err  error
}

// A turn is had by one at a time, in the order in which they ask for it.
type turn chan struct{}

// take waits for the turn, or until the context ends.
func (t turn) take(ctx context.Context) error {
	select {
	case t <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (t turn) pass() { <-t }
