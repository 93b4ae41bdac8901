package store

import (
	"bytes"
	"hash/maphash"
	"sync/atomic"
)

const (
	// sharedLimit is how many records are kept ready, a few pages of a list: more would only keep
	// the garbage collector busy.
	sharedLimit = 512
	// sharedWays is how many of them a set has room for: with one, those of a page would drive each
	// other out.
	sharedWays = 8
)

// shared keeps records of tables that say so, each with the bytes that it was read from. A record
// is found again only by a reader that has the same bytes before it, so that nothing needs to be
// thrown out when a record changes.
type shared struct {
	seed maphash.Seed
	sets [sharedLimit / sharedWays]set
}

// set has the records whose places have one hash. The oldest goes first.
type set struct {
	records [sharedWays]atomic.Pointer[ready]
	kept    atomic.Uint32
}

type ready struct {
	at, stored []byte
	record     any
}

func (r *ready) is(at []byte) bool {
	return r != nil && bytes.Equal(r.at, at)
}

func (s *shared) set(at []byte) *set {
	return &s.sets[maphash.Bytes(s.seed, at)%uint64(len(s.sets))]
}

// find returns the record that was read from these bytes in this place, or nil.
func (s *shared) find(at, stored []byte) any {
	records := &s.set(at).records
	for i := range records {
		if r := records[i].Load(); r.is(at) && bytes.Equal(r.stored, stored) {
			return r.record
		}
	}
	return nil
}

// keep takes the place of an older form of the record, if there is one.
func (s *shared) keep(at, stored []byte, record any) {
	now := &ready{bytes.Clone(at), bytes.Clone(stored), record}
	set := s.set(at)
	for i := range set.records {
		if set.records[i].Load().is(at) {
			set.records[i].Store(now)
			return
		}
	}
	set.records[set.kept.Add(1)%sharedWays].Store(now)
}
