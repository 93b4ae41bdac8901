package store

import (
	"encoding/binary"
	"hash/crc32"
)

// headerSize is the size of what stands before the JSON: when it expires, and a checksum over key, expiry and JSON.
const headerSize = 8 + 4

func checksum(at, expiry, data []byte) uint32 {
	sum := crc32.ChecksumIEEE(at)
	sum = crc32.Update(sum, crc32.IEEETable, expiry)
	return crc32.Update(sum, crc32.IEEETable, data)
}

func pack(at []byte, until stamp, data []byte) []byte {
	stored := make([]byte, 0, headerSize+len(data))
	stored = binary.BigEndian.AppendUint64(stored, uint64(until))
	stored = binary.BigEndian.AppendUint32(stored, checksum(at, stored[:8], data))
	return append(stored, data...)
}

// unpack is the inverse of pack; it answers ErrCorrupt rather than something that was not stored.
func unpack(at, stored []byte) (until stamp, data []byte, err error) {
	if len(stored) < headerSize {
		return 0, nil, ErrCorrupt
	}
	expiry, data := stored[:8], stored[headerSize:]
	if checksum(at, expiry, data) != binary.BigEndian.Uint32(stored[8:headerSize]) {
		return 0, nil, ErrCorrupt
	}
	return stamp(binary.BigEndian.Uint64(expiry)), data, nil
}

// expiryIn answers the expiry without a look at the rest: a damaged record can still be replaced and deleted.
func expiryIn(stored []byte) stamp {
	if len(stored) < headerSize {
		return never
	}
	return stamp(binary.BigEndian.Uint64(stored))
}

// put keeps the counter and the index of expiries in step with the table.
func (tx *Tx) put(table string, at []byte, until stamp, data []byte) error {
	tx.writes++
	bucket, err := tx.bolt.CreateBucketIfNotExists(tableBucket(table))
	if err != nil {
		return err
	}
	if err := tx.forget(table, at, bucket.Get(at)); err != nil {
		return err
	}
	if err := tx.remember(table, at, until); err != nil {
		return err
	}
	return bucket.Put(at, pack(at, until, data))
}

func (tx *Tx) delete(table string, at []byte) error {
	bucket := tx.bolt.Bucket(tableBucket(table))
	if bucket == nil {
		return nil
	}
	stored := bucket.Get(at)
	if stored == nil {
		return nil
	}
	tx.writes++
	if err := tx.forget(table, at, stored); err != nil {
		return err
	}
	return bucket.Delete(at)
}

// remember counts a record and notes when it expires.
func (tx *Tx) remember(table string, at []byte, until stamp) error {
	if err := tx.addToCount(table, at, 1); err != nil || until == never {
		return err
	}
	return tx.bolt.Bucket(expiryBucket).Put(expiryKey(table, at, until), nil)
}

// forget takes back what remember did for what is stored, if anything is.
func (tx *Tx) forget(table string, at, stored []byte) error {
	if stored == nil {
		return nil
	}
	until := expiryIn(stored)
	if err := tx.addToCount(table, at, -1); err != nil || until == never {
		return err
	}
	return tx.bolt.Bucket(expiryBucket).Delete(expiryKey(table, at, until))
}

// count answers how many records lie on the shelf, expired ones included.
func (tx *Tx) count(table string, shelf []byte) int {
	count := tx.bolt.Bucket(countsBucket).Get(inTable(table, shelf))
	if len(count) != 8 {
		return 0
	}
	return int(binary.BigEndian.Uint64(count))
}

func (tx *Tx) addToCount(table string, at []byte, n int) error {
	shelf := shelfOf(at)
	count := uint64(tx.count(table, shelf) + n)
	return tx.bolt.Bucket(countsBucket).Put(inTable(table, shelf), binary.BigEndian.AppendUint64(nil, count))
}
