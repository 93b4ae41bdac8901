package store

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"

	"go.etcd.io/bbolt"
)

// The package's own buckets, and the keys in the first.
const (
	countsBucket = "counts"
	expiryBucket = "expiry"
)

var (
	metaBucket = []byte("meta")

	schemaKey = []byte("schema")
	sealKey   = []byte("key")
	sumKey    = []byte("sum") // the checksum of the key
	lastKey   = []byte("last")
)

// migrations[n] brings a file from version n to version n+1; the first makes an empty file one of ours.
// A migration that has been released never changes.
var migrations = []func(*bbolt.Tx) error{create, allowLog}

// header is what the package has to know of a file before it can read it.
type header struct {
	key    []byte
	last   last
	commit int // the number that bbolt gave to its last commit
}

// prepare brings the file to the newest version. A file that is up to date is not written to.
func prepare(bolt *bbolt.DB) (h header, err error) {
	var version int
	err = bolt.View(func(tx *bbolt.Tx) error {
		version, err = versionOf(tx)
		return err
	})
	if err != nil {
		return h, err
	}
	if version < len(migrations) {
		if err := migrate(bolt, version); err != nil {
			return h, fmt.Errorf("migrate from version %d: %w", version, err)
		}
	}
	err = bolt.View(func(tx *bbolt.Tx) error {
		h, err = headerOf(tx)
		return err
	})
	return h, err
}

func headerOf(tx *bbolt.Tx) (header, error) {
	meta := tx.Bucket(metaBucket)
	h := header{key: bytes.Clone(meta.Get(sealKey)), commit: tx.ID()}
	if sum := meta.Get(sumKey); sum != nil && !bytes.Equal(sum, sumOf(h.key)) {
		return h, fmt.Errorf("%w: its key is lost", ErrCorrupt)
	}
	stored := meta.Get(lastKey)
	if len(stored) != 8+len(logID{})+4 || !bytes.Equal(stored, lastOf(stored).bytes()) {
		return h, fmt.Errorf("%w: its last commit is lost", ErrCorrupt)
	}
	h.last = lastOf(stored)
	return h, nil
}

// last says how far the file goes.
type last struct {
	version uint64 // the number of the last commit that it has
	log     logID  // where those after it are; zero where there are none
}

// bytes are the version, the log and a checksum.
func (l last) bytes() []byte {
	text := append(binary.BigEndian.AppendUint64(nil, l.version), l.log[:]...)
	return append(text, sumOf(text)...)
}

// lastOf reads what bytes wrote.
func lastOf(text []byte) last {
	return last{binary.BigEndian.Uint64(text), logID(text[8:])}
}

func (l last) store(tx *bbolt.Tx) error { return tx.Bucket(metaBucket).Put(lastKey, l.bytes()) }

// versionOf answers the version of a file that this program can read, which is 0 for an empty one.
func versionOf(tx *bbolt.Tx) (int, error) {
	meta := tx.Bucket(metaBucket)
	if meta == nil {
		if first, _ := tx.Cursor().First(); first != nil {
			return 0, ErrNotDatabase
		}
		return 0, nil
	}
	stored := meta.Get(schemaKey)
	if len(stored) != 8 {
		return 0, ErrNotDatabase
	}
	version, newest := binary.BigEndian.Uint64(stored), len(migrations)
	if version == 0 {
		return 0, fmt.Errorf("%w: it has no version", ErrCorrupt)
	}
	if version > uint64(newest) {
		return 0, fmt.Errorf("%w: it has version %d, this program knows %d", ErrNewerSchema, version, newest)
	}
	return int(version), nil
}

func migrate(bolt *bbolt.DB, version int) error {
	return bolt.Update(func(tx *bbolt.Tx) error {
		for _, step := range migrations[version:] {
			if err := step(tx); err != nil {
				return err
			}
		}
		return tx.Bucket(metaBucket).Put(schemaKey, binary.BigEndian.AppendUint64(nil, uint64(len(migrations))))
	})
}

func create(tx *bbolt.Tx) error {
	meta, err := tx.CreateBucket(metaBucket)
	if err != nil {
		return err
	}
	key := make([]byte, 32)
	_, _ = rand.Read(key) // never fails
	_, countsErr := tx.CreateBucket([]byte(countsBucket))
	_, expiryErr := tx.CreateBucket([]byte(expiryBucket))
	return errors.Join(meta.Put(sealKey, key), meta.Put(sumKey, sumOf(key)), countsErr, expiryErr)
}

// allowLog begins to number the commits. A program that knows of no log would lose what is in one.
func allowLog(tx *bbolt.Tx) error {
	return last{version: 1}.store(tx)
}

// sumOf is the CRC-32C of a short text, bit by bit: every start needs it, and few bits do not repay a table.
func sumOf(text []byte) []byte {
	sum := ^uint32(0)
	for _, b := range text {
		sum ^= uint32(b)
		for range 8 {
			sum = sum>>1 ^ crc32.Castagnoli&-(sum&1)
		}
	}
	return binary.BigEndian.AppendUint32(nil, ^sum)
}
