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
