package store

import "context"

// Fold waits until the file has what it was to be given in the background.
func (s *Store) Fold() { s.folding.Wait() }

// BreakLog has the next commit fail, if there is a log.
func (s *Store) BreakLog() {
	_ = s.committing.take(context.Background())
	defer s.committing.pass()
	s.log.close()
}

// FailingCommit runs fn and begins the commit of what it wrote, which fails when the function is called that it answers.
func (s *Store) FailingCommit(fn func(*Tx) error) (fail func()) {
	_ = s.committing.take(context.Background())
	g, _, _ := s.run(context.Background(), fn)
	_, _ = s.seal(g)
	return func() {
		defer s.committing.pass()
		defer close(g.done)
		s.log.close()
		g.err = s.commitToLog(g.changes, func(*state) {})
	}
}

// LimitFile has the data file grow to so many bytes at most; 0 lifts the limit.
func (s *Store) LimitFile(size int) {
	_ = s.committing.take(context.Background())
	defer s.committing.pass()
	s.folding.Wait()
	s.bolt.MaxSize = size
}
