package store

import (
	"context"
	"errors"
	"fmt"
)

// commit commits the group, after the one before it, and says in the group what came of it.
func (s *Store) commit(g *group) {
	_ = s.committing.take(context.Background()) // never fails
	defer s.committing.pass()
	defer close(g.done)
	logged, err := s.seal(g)
	if logged {
		err = s.commitToLog(g.changes, func(next *state) { next.layers = append(g.layers[:1:1], next.layers[1:]...) })
	}
	if g.err = err; err != nil {
		return
	}
	for _, fn := range g.after {
		fn()
	}
}

// seal lets no function join the group any more. What the log has room for is to be written next, while another group
// gathers on top of it. Else the commit takes long, and is made before anybody has the turn.
func (s *Store) seal(g *group) (logged bool, err error) {
	_ = s.turn.take(context.Background()) // never fails
	defer s.turn.pass()
	last := s.last
	s.group, s.last, s.spare = nil, nil, nil
	if last != nil && cap(last.changes) <= largestKept {
		s.spare = last.changes
	}
	err = errors.Join(g.before.wait(), g.finish(s.transaction(&g.view)))
	if err != nil {
		return false, err
	}
	switch here, there := s.log.fits(g.changes); {
	case here:
		s.last = g
		return true, nil
	case there && s.folded():
		return false, s.commitToOtherHalf(g.changes)
	}
	return false, s.commitToFile(g.layers[0])
}

// largestKept is the size of the largest buffer for changes that is used again.
const largestKept = 256 << 10

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
		goesOn := s.log.fileID()
		s.folding.Go(func() { s.fold(full, goesOn) })
	}
	return err
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
