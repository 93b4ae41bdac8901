package store

import (
	"bytes"
	"hash/maphash"
	"sync/atomic"
)

const (
	// sharedLimit is how many records are kept ready, a few pages of a list: more would only keep the garbage collector busy.
	sharedLimit = 512
	// sharedWays is how many of them can be in one of as many places: with one alone, those of a page would drive each other out.
	sharedWays = 4
)

// shared keeps records of tables that say so, each with the bytes that it was read from. A record is found again only
// by a reader that has the same bytes before it, so that nothing needs to be thrown out when a record changes.
type shared struct {
	seed  maphash.Seed
	slots [sharedLimit / sharedWays][sharedWays]atomic.Pointer[ready]
	turn  atomic.Uint32 // whose place the next record takes
}

type ready struct {
	table      string
	at, stored []byte
	record     any
}

func (r *ready) is(table string, at []byte) bool {
	return r != nil && r.table == table && bytes.Equal(r.at, at)
}

func (s *shared) places(at []byte) *[sharedWays]atomic.Pointer[ready] {
	return &s.slots[maphash.Bytes(s.seed, at)%uint64(len(s.slots))]
}

// find answers the record that was read from these bytes in this place, or nil.
func (s *shared) find(table string, at, stored []byte) any {
	places := s.places(at)
	for i := range places {
		if r := places[i].Load(); r.is(table, at) && bytes.Equal(r.stored, stored) {
			return r.record
		}
	}
	return nil
}

// keep takes the place of an older form of the record, or else of any.
func (s *shared) keep(table string, at, stored []byte, record any) {
	places, place := s.places(at), int(s.turn.Add(1)%sharedWays)
	for i := range places {
		if places[i].Load().is(table, at) {
			place = i
		}
	}
	places[place].Store(&ready{table, bytes.Clone(at), bytes.Clone(stored), record})
}
