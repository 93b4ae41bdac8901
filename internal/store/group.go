package store

import (
	"errors"
	"maps"
)

// A group is what functions wrote that share a commit. It belongs to who has the turn while they join it, and to the
// caller of the first of them afterwards.
type group struct {
	draft
	*outcome
	before  *outcome       // of the commit that was under way when the group began, on what that leaves; or nil
	counted map[string]int // by how much the counters are to change
	after   []func()       // to be run after the commit
	members int            // functions that wrote
}

// outcome is what a commit comes to.
type outcome struct {
	done chan struct{} // closed when err is final
	err  error
}

var errUnfinished = errors.New("the commit has not come to an end")

// newGroup begins a group on a view; the buffer is for its changes.
func newGroup(v *view, before *outcome, buffer []byte) *group {
	return &group{
		draft:   newDraft(v, buffer),
		outcome: &outcome{done: make(chan struct{}), err: errUnfinished},
		before:  before,
		counted: map[string]int{},
	}
}

// run has a function join the group. Unless it returns nil, what it wrote is taken back.
func (g *group) run(tx *Tx, fn func(*Tx) error) (wrote bool, err error) {
	mark := len(g.changes)
	defer func() {
		if !wrote { // perhaps it panicked
			g.takeBack(mark)
		}
	}()
	tx.draft, tx.counted = &g.draft, maps.Clone(g.counted)
	if err := fn(tx); err != nil || tx.writes == 0 {
		return false, err
	}
	g.counted, g.after = tx.counted, append(g.after, tx.after...)
	g.members++
	return true, nil
}

// finish adds what a commit does beside what its functions ask for. Nobody looks at the data of the group any more: a
// commit may have to wait for those who read.
func (g *group) finish(tx *Tx) error {
	defer g.end()
	return guarded(func() error {
		tx.draft, tx.counted = &g.draft, g.counted
		err := tx.purge()
		tx.storeCounts()
		return err
	})
}

func (g *group) end() { _ = g.bolt.Rollback() }

// wait answers the error of the commit. No commit has none.
func (o *outcome) wait() error {
	if o == nil {
		return nil
	}
	<-o.done
	return o.err
}

// finished tells whether wait would return at once.
func (o *outcome) finished() bool {
	select {
	case <-o.done:
		return true
	default:
		return false
	}
}
