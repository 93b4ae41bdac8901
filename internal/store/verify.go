package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"io"
	"maps"
	"strings"
)

// verifier holds a whole file against what this package writes: bbolt has checksums for its two meta pages alone,
// and in the rest it overlooks much of what a flipped bit does, or panics where nobody can recover.
type verifier struct {
	pages
	seed    maphash.Seed
	counted map[string]uint64 // records on each shelf, as found
	counts  map[string]uint64 // the same, as the counters have it
	expiry  uint64            // sum of the hashes of what the records say of their expiry, less what the index says
}

// verify answers ErrCorrupt, with the place, when something in the file is not as it was written.
// While somebody writes to the file, it may take for damage what is none.
func verify(file io.ReaderAt, m meta) error {
	v := &verifier{
		pages:   pages{file: file, size: m.pageSize, high: m.high, seen: make([]bool, m.high)},
		seed:    maphash.MakeSeed(),
		counted: map[string]uint64{},
		counts:  map[string]uint64{},
	}
	if err := v.walk(m.root, nil, nil, v.bucket); err != nil {
		return err
	}
	maps.DeleteFunc(v.counts, func(_ string, n uint64) bool { return n == 0 })
	switch {
	case !maps.Equal(v.counts, v.counted):
		return fmt.Errorf("%w: the number of records is not what it was", ErrCorrupt)
	case v.expiry != 0:
		return fmt.Errorf("%w: the index of expiries does not fit the records", ErrCorrupt)
	}
	return v.free(m.freelist)
}

// bucket verifies what the root of the file names.
func (v *verifier) bucket(flags uint32, name, value []byte) error {
	if flags != bucketFlag || len(value) < bucketHeader {
		return fmt.Errorf("%w: %q is no bucket", ErrCorrupt, name)
	}
	visit := v.visitor(string(name))
	if root := binary.NativeEndian.Uint64(value); root != 0 {
		return v.walk(root, nil, nil, visit)
	}
	return leaves(value[bucketHeader:], nil, nil, visit)
}

func (v *verifier) visitor(bucket string) visit {
	switch {
	case bucket == countsBucket:
		return v.count
	case bucket == expiryBucket:
		return func(flags uint32, key, _ []byte) error {
			v.expiry -= maphash.Bytes(v.seed, key)
			return plain(flags)
		}
	}
	if table, ok := strings.CutPrefix(bucket, tablePrefix); ok && table != "" {
		return v.recordOf(table)
	}
	return func(flags uint32, _, _ []byte) error { return plain(flags) }
}

// plain refuses a bucket where none is.
func plain(flags uint32) error {
	if flags != 0 {
		return ErrCorrupt
	}
	return nil
}

func (v *verifier) count(flags uint32, key, value []byte) error {
	if len(value) != 8 || flags != 0 {
		return fmt.Errorf("%w: the counter %q", ErrCorrupt, key)
	}
	v.counts[string(key)] = binary.BigEndian.Uint64(value)
	return nil
}

func (v *verifier) recordOf(table string) visit {
	return func(flags uint32, at, stored []byte) error {
		until, _, err := unpack(at, stored)
		if err != nil || flags != 0 || bytes.Count(at, []byte{0}) < 2 {
			return fmt.Errorf("%w: a record of table %s", ErrCorrupt, table)
		}
		v.counted[string(placeOf(nil, table, shelfOf(at)))]++
		if until != never {
			v.expiry += maphash.Bytes(v.seed, expiryKey(table, at, until))
		}
		return nil
	}
}
