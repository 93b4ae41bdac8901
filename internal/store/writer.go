package store

import (
	"context"
	"fmt"
	"runtime"

	"go.etcd.io/bbolt"
)

// groupLimit bounds what one commit may take, so that the first of a group does not wait for ever.
const groupLimit = 1024

// write is one Update on its way. The writer lends the transaction through turn and takes it back through ran;
// the function runs in the goroutine of its caller, which keeps panics and their stacks where they belong.
type write struct {
	turn chan *Tx      // closed when err is final
	ran  chan struct{} // the function has ended

	err      error
	panicked bool // or ended its goroutine: nobody waits for an answer any more
	out      bool // is not run again
	last     *Tx  // the transaction that it ran in last
}

// committed runs what the function left to be done after the commit.
func (w *write) committed() {
	if w.err != nil {
		return
	}
	for _, fn := range w.last.after {
		fn()
	}
}

// Update runs fn and commits what it wrote; when it returns nil, that is on disk. An error of fn or of the commit
// is answered and nothing of what fn wrote stays.
//
// Functions that wait at the same time share one commit: they run one after another, each sees what those before it
// wrote, and none is answered before the commit. When one of them fails after it wrote, the group is rolled back and
// the others run again; so fn may run more than once and sets its results afresh each time. A call of View or Update
// inside fn would see other data or wait for ever: use the transaction.
//
// A context that ends before it is fn's turn is answered with its error; afterwards it changes nothing.
func (s *Store) Update(ctx context.Context, fn func(*Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w := &write{turn: make(chan *Tx), ran: make(chan struct{})}
	select {
	case s.writes <- w:
	case <-ctx.Done():
		return ctx.Err()
	case <-s.closing:
		return ErrClosed
	}
	for tx := range w.turn {
		w.run(tx, fn)
	}
	return w.err
}

func (w *write) run(tx *Tx, fn func(*Tx) error) {
	defer faultsPanic()()
	w.err, w.panicked = nil, true
	defer func() { w.ran <- struct{}{} }()
	w.err = fn(tx)
	w.panicked = false
}

// commitGroups is the writer: it takes all that waits, commits it, and takes what has gathered meanwhile.
func (s *Store) commitGroups() {
	defer close(s.stopped)
	for {
		select {
		case first := <-s.writes:
			s.settle(s.gather(first))
		case <-s.closing:
			return
		}
	}
}

// gather takes all that waits. Before it is content it lets those who are ready to run come too, as whoever the
// last commit answered may be: that costs a lone caller nothing and makes groups of sixteen half as large again.
func (s *Store) gather(first *write) []*write {
	group := []*write{first}
	for yielded := false; len(group) < groupLimit; {
		select {
		case next := <-s.writes:
			group = append(group, next)
			yielded = false
		default:
			if yielded {
				return group
			}
			runtime.Gosched()
			yielded = true
		}
	}
	return group
}

// settle answers every write of the group, and none before all that it may have seen is on disk. Each round
// settles the group or takes out the one write that spoilt it.
func (s *Store) settle(group []*write) {
	spoilt, err := s.attempt(group)
	for spoilt {
		spoilt, err = s.attempt(group)
	}
	for _, w := range group {
		if w.panicked {
			continue
		}
		if err != nil {
			w.err = err
		}
		w.committed()
		close(w.turn)
	}
}

// attempt runs the group in one transaction and commits it. When a function fails after it wrote, it takes its write
// out of the group, commits nothing, and answers that the group is spoilt.
func (s *Store) attempt(group []*write) (spoilt bool, err error) {
	bolt, err := s.bolt.Begin(true)
	if err != nil {
		return false, fmt.Errorf("begin a transaction: %w", err)
	}
	defer func() { _ = bolt.Rollback() }() // no effect after a commit
	wrote := false
	for _, w := range group {
		if w.out {
			continue
		}
		tx := s.transaction(bolt)
		w.last = tx
		w.turn <- tx
		<-w.ran
		w.out = w.panicked || w.err != nil && tx.writes > 0
		if w.out && tx.writes > 0 {
			return true, nil
		}
		wrote = wrote || tx.writes > 0
	}
	if !wrote {
		return false, nil
	}
	s.changed = true
	return false, guarded(func() error { return s.commit(bolt) })
}

// commit also purges what has expired.
func (s *Store) commit(bolt *bbolt.Tx) error {
	if err := s.transaction(bolt).purge(); err != nil {
		return fmt.Errorf("purge what has expired: %w", err)
	}
	if err := bolt.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}
