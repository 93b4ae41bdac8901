package store

import (
	"encoding/binary"
	"hash/crc32"
	"sync"

	bolterrors "go.etcd.io/bbolt/errors"
)

// headerSize is the size of what stands before the JSON: when it expires, and a checksum over key, expiry and JSON.
const headerSize = 8 + 4

// castagnoli is made at its first use: that takes longer than all else in the start on an empty file.
var castagnoli = sync.OnceValue(func() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) })

func checksum(at, expiry, data []byte) uint32 {
	sum := crc32.Update(0, castagnoli(), at)
	sum = crc32.Update(sum, castagnoli(), expiry)
	return crc32.Update(sum, castagnoli(), data)
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
	if tx.draft == nil {
		return bolterrors.ErrTxNotWritable
	}
	tx.writes++
	stored := tx.view.get(bucketOf(table), at)
	if stored == nil {
		tx.counted[string(placeOf(nil, table, shelfOf(at)))]++
	}
	tx.reschedule(table, at, expiryIn(stored), until)
	tx.draft.set(bucketOf(table), at, pack(at, until, data))
	return nil
}

func (tx *Tx) delete(table string, at []byte) error {
	if tx.draft == nil {
		return bolterrors.ErrTxNotWritable
	}
	stored := tx.view.get(bucketOf(table), at)
	if stored == nil {
		return nil
	}
	tx.writes++
	tx.counted[string(placeOf(nil, table, shelfOf(at)))]--
	tx.reschedule(table, at, expiryIn(stored), never)
	tx.draft.unset(bucketOf(table), at)
	return nil
}

// reschedule notes when a record expires, instead of what was noted of it before.
func (tx *Tx) reschedule(table string, at []byte, before, until stamp) {
	if before == until {
		return
	}
	if before != never {
		tx.draft.unset(expiryBucket, expiryKey(table, at, before))
	}
	if until != never {
		tx.draft.set(expiryBucket, expiryKey(table, at, until), nil)
	}
}

// count answers how many records lie on the shelf, expired ones included.
func (tx *Tx) count(table string, shelf []byte) int {
	key := placeOf(nil, table, shelf)
	return tx.counter(key) + tx.counted[string(key)]
}

// counter answers what the last commit left.
func (tx *Tx) counter(key []byte) int {
	count := tx.view.get(countsBucket, key)
	if len(count) != 8 {
		return 0
	}
	return int(binary.BigEndian.Uint64(count))
}

// storeCounts brings the counters up to date, once for all that a commit holds.
func (tx *Tx) storeCounts() {
	for key, n := range tx.counted {
		if n != 0 {
			key := []byte(key)
			tx.draft.set(countsBucket, key, binary.BigEndian.AppendUint64(nil, uint64(tx.counter(key)+n)))
		}
	}
}
