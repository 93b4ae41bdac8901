package store

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"time"

	"go.etcd.io/bbolt"
)

// schema is the number of the layout of the file. There is no way from another one to it.
const schema = 3

// The bucket for what the package has to know of a file, and the keys in it.
var (
	metaBucket = []byte("meta")

	schemaKey = []byte("schema")
	sealKey   = []byte("key")
	sumKey    = []byte("sum")  // the checksum of the key
	timeKey   = []byte("time") // the time of the last commit, and its checksum
)

// checkSchema returns nil for a file that this program can read, and errEmpty for one that has
// nothing in it.
func checkSchema(tx *bbolt.Tx) error {
	meta := tx.Bucket(metaBucket)
	if first, _ := tx.Cursor().First(); meta == nil && first == nil {
		return errEmpty
	}
	if meta == nil || len(meta.Get(schemaKey)) != 8 {
		return ErrNotDatabase
	}
	if found := binary.BigEndian.Uint64(meta.Get(schemaKey)); found != schema {
		return fmt.Errorf("%w: move the data folder away (its layout is %d, this program's is %d)",
			ErrSchema, found, schema)
	}
	return nil
}

// errEmpty is what checkSchema returns for the file of a process that was killed before it created
// the buckets.
var errEmpty = errors.New("the data file is empty")

// createBuckets makes an empty file one of this package.
func createBuckets(tx *bbolt.Tx) error {
	for _, name := range bucketNames {
		if _, err := tx.CreateBucket(name); err != nil {
			return err
		}
	}
	meta, err := tx.CreateBucket(metaBucket)
	if err != nil {
		return err
	}
	key := make([]byte, 32)
	_, _ = rand.Read(key) // never fails
	return errors.Join(
		meta.Put(sealKey, key),
		meta.Put(sumKey, sumOf(key)),
		meta.Put(schemaKey, binary.BigEndian.AppendUint64(nil, schema)),
	)
}

// readKey returns a copy of the key.
func readKey(tx *bbolt.Tx) ([]byte, error) {
	for _, name := range bucketNames {
		if tx.Bucket(name) == nil {
			return nil, fmt.Errorf("%w: it has no bucket %s", ErrCorrupt, name)
		}
	}
	meta := tx.Bucket(metaBucket)
	key := bytes.Clone(meta.Get(sealKey))
	if !bytes.Equal(meta.Get(sumKey), sumOf(key)) {
		return nil, fmt.Errorf("%w: its key is lost", ErrCorrupt)
	}
	return key, nil
}

func sumOf(key []byte) []byte {
	return binary.BigEndian.AppendUint32(nil, crc32.Checksum(key, castagnoli))
}

// noteTime stores the time of a commit.
func noteTime(tx *bbolt.Tx, now time.Time) error {
	at := binary.BigEndian.AppendUint64(nil, uint64(stampOf(now)))
	return tx.Bucket(metaBucket).Put(timeKey, append(at, sumOf(at)...))
}

// readTime returns the time of the last commit, or zero where that is not known.
func readTime(tx *bbolt.Tx) time.Time {
	stored := tx.Bucket(metaBucket).Get(timeKey)
	if len(stored) != 12 || !bytes.Equal(stored[8:], sumOf(stored[:8])) {
		return time.Time{}
	}
	return stamp(binary.BigEndian.Uint64(stored)).time()
}
