package store

import "fmt"

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
