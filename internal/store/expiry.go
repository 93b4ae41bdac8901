package store

import (
	"bytes"
	"encoding/binary"
	"math"
	"time"
)

// purgeLimit bounds how many expired records one commit removes, so that a crowd of them holds
// nobody up.
const purgeLimit = 1000

// stamp is a time in nanoseconds since 1970 as it is stored.
type stamp uint64

// never is the expiry of a record that stays for good.
const never stamp = 0

// stampOf holds times that a stamp cannot tell to the nearest that it can; nothing lives before
// 1970.
func stampOf(t time.Time) stamp {
	if t.Unix() < 0 {
		return 1
	}
	if t.Unix() >= math.MaxInt64/int64(time.Second) {
		return math.MaxInt64
	}
	return stamp(max(t.UnixNano(), 1))
}

// time is the inverse of stampOf; what a damaged file may have beyond it is far ahead.
func (s stamp) time() time.Time { return time.Unix(0, int64(min(s, math.MaxInt64))) }

func (tx *Tx) passed(s stamp) bool {
	return s != never && !tx.now.Before(s.time())
}

func expiryKey(at []byte, until stamp) []byte {
	return append(binary.BigEndian.AppendUint64(nil, uint64(until)), at...)
}

func splitExpiryKey(key []byte) (until stamp, at []byte) {
	return stamp(binary.BigEndian.Uint64(key)), key[8:]
}

// countExpired returns how many records of the shelf have expired and are not yet purged.
func (tx *Tx) countExpired(shelf []byte) (n int) {
	index := tx.open(expiry).Cursor()
	for key, _ := index.First(); key != nil; key, _ = index.Next() {
		until, at := splitExpiryKey(key)
		if !tx.passed(until) {
			return n
		}
		if bytes.HasPrefix(at, shelf) {
			n++
		}
	}
	return n
}

// purge removes records that have expired, the oldest first.
func (tx *Tx) purge() error {
	for _, key := range tx.expired(purgeLimit) {
		until, at := splitExpiryKey(key)
		// In a damaged file the index may name a record that has been replaced.
		if expiryIn(tx.get(records, at)) == until {
			if err := tx.delete(at); err != nil {
				return err
			}
		}
		if err := tx.unset(expiry, key); err != nil {
			return err
		}
	}
	return nil
}

// expired returns the keys of the index that have passed.
func (tx *Tx) expired(limit int) (keys [][]byte) {
	index := tx.open(expiry).Cursor()
	for key, _ := index.First(); key != nil && len(keys) < limit; key, _ = index.Next() {
		if until, _ := splitExpiryKey(key); !tx.passed(until) {
			break
		}
		keys = append(keys, bytes.Clone(key))
	}
	return keys
}
