package store

import "context"

// Update runs fn and commits what it wrote; when it returns nil, that is on disk. An error of fn or of the commit
// is answered and nothing of what fn wrote stays.
//
// Functions run one after another, each in the goroutine of its caller, and also while a commit is written: those that
// have run by then share the next one. Each sees what those before it wrote, and none is answered before that is on
// disk; when it cannot be committed, all who may have seen it are answered with that error. A call of View or Update
// inside fn would see other data or wait for ever: use the transaction.
//
// A context that ends before it is fn's turn is answered with its error; afterwards it changes nothing.
func (s *Store) Update(ctx context.Context, fn func(*Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	defer faultsPanic()()
	led, seen, err := s.run(ctx, fn)
	if led != nil {
		s.commit(led)
	}
	if lost := seen.wait(); lost != nil {
		return lost
	}
	return err
}

// run runs fn when it is its turn. It answers the group that its caller has to commit, because fn is the first that
// wrote in it, or nil; and the outcome of the newest commit whose data fn may have seen, nil when all of that is on disk.
func (s *Store) run(ctx context.Context, fn func(*Tx) error) (led *group, seen *outcome, err error) {
	if err := s.turn.take(ctx); err != nil {
		return nil, nil, err
	}
	defer s.turn.pass()
	g, err := s.gathering()
	if err != nil {
		return nil, nil, err
	}
	defer func() {
		if g.members == 0 {
			s.group = nil
			g.end()
		}
	}()
	wrote, err := g.run(s.transaction(&g.view), fn)
	switch {
	case g.members == 0:
		return nil, g.before, err
	case wrote && g.members == 1:
		return g, g.outcome, err
	}
	return nil, g.outcome, err
}

// gathering answers the group that functions join, a new one where there is none.
func (s *Store) gathering() (*group, error) {
	if s.closed {
		return nil, ErrClosed
	}
	if s.group != nil {
		return s.group, nil
	}
	v, before, err := s.newest()
	if err == nil {
		s.group = newGroup(v, before, s.spare)
	}
	return s.group, err
}

// stopWriting takes no function any more and waits for the commits of those that have run.
func (s *Store) stopWriting() {
	_ = s.turn.take(context.Background()) // never fails
	s.closed = true
	var gathered *outcome
	if s.group != nil {
		gathered = s.group.outcome
	}
	s.turn.pass()
	_ = gathered.wait()                         // its callers are told
	_ = s.committing.take(context.Background()) // for good
}

// A turn is had by one at a time, in the order in which they ask for it.
type turn chan struct{}

func newTurn() turn { return make(turn, 1) }

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
