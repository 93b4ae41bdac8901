package store

import "context"

// write is one Update on its way.
type write struct {
	fn   func(*Tx) error
	done chan struct{} // closed when err is final, or when a write that must be alone has the turn
	last *Tx           // what the function ran in last
	err  error

	refused bool // the function failed after it wrote: it does not run again
	alone   bool // the function did not come back: it runs again by itself, in the goroutine of its caller
}

// Update runs fn and commits what it wrote; when it returns nil, that is on disk. An error of fn or of the commit
// is answered and nothing of what fn wrote stays.
//
// Functions that wait at the same time share one commit: they run one after another, each sees what those before it
// wrote, and none is answered before the commit. When one of them fails after it wrote, the group is rolled back and
// the others run again; so fn may run more than once and sets its results afresh each time. It may run in another
// goroutine than its caller's; when it panics or ends the goroutine there, it runs once more in its caller's, alone,
// and does to that what it does. A call of View or Update inside fn would see other data or wait for ever: use the
// transaction.
//
// A context that ends before it is fn's turn is answered with its error; afterwards it changes nothing.
func (s *Store) Update(ctx context.Context, fn func(*Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w := &write{fn: fn}
	turn, err := s.queue.enter(w)
	if err != nil {
		return err
	}
	if turn {
		return s.runAlone(w)
	}
	select {
	case <-w.done:
	case <-ctx.Done():
		if s.queue.leave(w) {
			return ctx.Err()
		}
		<-w.done
	}
	if w.alone {
		return s.runAlone(w)
	}
	return w.err
}

// runAlone is for the goroutine that has the turn.
func (s *Store) runAlone(w *write) error {
	defer s.passOn()
	err := s.transact(func(begin func() *Tx) (wrote bool) {
		w.last = begin()
		w.err = w.fn(w.last)
		return w.err == nil && w.last.writes > 0
	})
	w.settle(err)
	return w.err
}

// settle decides the answer, and runs what the function left to be done after the commit.
func (w *write) settle(err error) {
	if err != nil {
		w.err = err
	}
	if w.err != nil {
		return
	}
	for _, fn := range w.last.after {
		fn()
	}
}

// passOn gives the turn to those who came meanwhile.
func (s *Store) passOn() {
	if group := s.queue.next(); group != nil {
		go s.commitGroups(group)
	}
}

// commitGroups has the turn until nobody waits.
func (s *Store) commitGroups(group []*write) {
	defer func() {
		if group != nil { // a function has ended this goroutine
			go s.commitGroups(group)
		}
	}()
	for group != nil {
		if len(group) == 1 && group[0].alone {
			close(group[0].done)
			group = nil
			return
		}
		s.settle(group)
		group = s.queue.next()
	}
}

// settle answers every write of the group, and none before all that it may have seen is on disk. Each round
// settles the group or takes out the one write that spoilt it.
func (s *Store) settle(group []*write) {
	spoilt, err := s.attempt(group)
	for spoilt {
		spoilt, err = s.attempt(group)
	}
	for _, w := range group {
		if w.alone {
			s.queue.first(w)
			continue
		}
		w.settle(err)
		close(w.done)
	}
}

// attempt runs the group in one transaction and commits it. When a function fails after it wrote, it takes its write
// out of the group, commits nothing, and answers that the group is spoilt.
func (s *Store) attempt(group []*write) (spoilt bool, err error) {
	err = s.transact(func(begin func() *Tx) (wrote bool) {
		for _, w := range group {
			if w.alone || w.refused {
				continue
			}
			w.run(begin())
			w.refused = w.err != nil && w.last.writes > 0
			if w.refused || w.alone && w.last.writes > 0 {
				spoilt = true
				return false
			}
			wrote = wrote || w.last.writes > 0
		}
		return wrote
	})
	return spoilt, err
}

// run keeps a panic to itself: the function will panic again where its caller sees it.
func (w *write) run(tx *Tx) {
	w.last, w.alone = tx, true
	defer func() { _ = recover() }()
	w.err = w.fn(tx)
	w.alone = false
}

// transact runs functions in one transaction, each in its own view of it, and commits it when they wrote.
func (s *Store) transact(run func(begin func() *Tx) (wrote bool)) error {
	defer faultsPanic()()
	d, err := s.draft()
	if err != nil {
		return err
	}
	defer s.release(d)
	wrote, err := s.draw(d, run)
	if err != nil || !wrote {
		return err
	}
	return s.commit(d)
}

// draw has the draft written. It is no longer read afterwards: a commit may have to wait for those who read.
func (s *Store) draw(d *draft, run func(begin func() *Tx) (wrote bool)) (wrote bool, err error) {
	defer func() { _ = d.bolt.Rollback() }()
	counted := map[string]int{}
	begin := func() *Tx {
		tx := s.transaction(&d.view)
		tx.draft, tx.counted = d, counted
		return tx
	}
	if !run(begin) {
		return false, nil
	}
	return true, guarded(func() error {
		end := begin()
		err := end.purge()
		end.storeCounts()
		return err
	})
}
