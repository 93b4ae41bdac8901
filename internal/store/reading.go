package store

import "time"

// A Reading is what the findings of a transaction rest on: the data as one commit left it, and a clock that has come
// to some times and not to others.
type Reading struct {
	version uint64
	since   time.Time // the latest of the times that had come; zero when none had
	until   time.Time // the earliest of those that had not; zero when all had
}

// Reading answers what the transaction has found up to now rests on. It is not ok where that holds for no other moment:
// the transaction has taken the time itself, or may write.
func (tx *Tx) Reading() (r Reading, ok bool) {
	return tx.reading, !tx.timed && tx.draft == nil
}

// Holds tells whether a transaction that began now would find the same. It asks for the data and then for the time, as
// a transaction does.
func (s *Store) Holds(r Reading) bool {
	if s.state.Load().version != r.version {
		return false
	}
	now := s.now()
	return !now.Before(r.since) && (r.until.IsZero() || now.Before(r.until))
}

// Now is the time of the transaction, read once when it began. Who asks whether a time has come asks Reached instead.
func (tx *Tx) Now() time.Time {
	tx.timed = true
	return tx.now
}

// Reached tells whether a time has come.
func (tx *Tx) Reached(t time.Time) bool {
	r := &tx.reading
	if tx.now.Before(t) {
		if r.until.IsZero() || t.Before(r.until) {
			r.until = t
		}
		return false
	}
	if t.After(r.since) {
		r.since = t
	}
	return true
}
