package store

import (
	"bytes"
	"hash/maphash"
	"sync/atomic"
)

// sharedLimit is how many records are kept ready, a few pages of a list: more would only keep the garbage collector busy.
const sharedLimit = 512

// shared keeps records of tables that say so, each with the bytes that it was read from. A record is found again only
// by a reader that has the same bytes before it, so that nothing needs to be thrown out when a record changes.
type shared struct {
	seed  maphash.Seed
	slots [sharedLimit]atomic.Pointer[ready]
}

type ready struct {
	table      string
	at, stored []byte
	record     any
}

func (s *shared) slot(at []byte) *atomic.Pointer[ready] {
	return &s.slots[maphash.Bytes(s.seed, at)%sharedLimit]
}

// find answers the record that was read from these bytes in this place, or nil.
func (s *shared) find(table string, at, stored []byte) any {
	r := s.slot(at).Load()
	if r == nil || r.table != table || !bytes.Equal(r.stored, stored) || !bytes.Equal(r.at, at) {
		return nil
	}
	return r.record
}

func (s *shared) keep(table string, at, stored []byte, record any) {
	s.slot(at).Store(&ready{table, bytes.Clone(at), bytes.Clone(stored), record})
}
