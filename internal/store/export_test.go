package store

// Fold waits until the file has what it was to be given in the background.
func (s *Store) Fold() { s.folding.Wait() }
