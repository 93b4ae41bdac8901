package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// headerSize is the size of what stands before the JSON: when it expires, and a checksum over
// place, expiry and JSON.
const headerSize = 8 + 4

// maxPlace is the size of the largest place of a record, in bytes. The index of expiries puts 8
// bytes before it.
const maxPlace = bbolt.MaxKeySize - 8

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func checksum(at, expiry, data []byte) uint32 {
	sum := crc32.Update(0, castagnoli, at)
	sum = crc32.Update(sum, castagnoli, expiry)
	return crc32.Update(sum, castagnoli, data)
}

func pack(at []byte, until stamp, data []byte) []byte {
	stored := make([]byte, 0, headerSize+len(data))
	stored = binary.BigEndian.AppendUint64(stored, uint64(until))
	stored = binary.BigEndian.AppendUint32(stored, checksum(at, stored[:8], data))
	return append(stored, data...)
}

// unpack is the inverse of pack; it returns ErrCorrupt rather than something that was not stored.
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

// expiryIn returns the expiry without a look at the rest: a damaged record can still be replaced
// and deleted.
func expiryIn(stored []byte) stamp {
	if len(stored) < headerSize {
		return never
	}
	return stamp(binary.BigEndian.Uint64(stored))
}

// put stores a record and keeps the counter and the index of expiries in step with it.
func (tx *Tx) put(at []byte, until stamp, data []byte) error {
	if !tx.bolt.Writable() {
		return bolterrors.ErrTxNotWritable
	}
	if err := checkPlace(at); err != nil {
		return err
	}
	stored := tx.get(records, at)
	before := expiryIn(stored)
	err := tx.set(records, at, pack(at, until, data))
	if err == nil && stored == nil {
		err = tx.addToCount(shelfOf(at), 1)
	}
	if err == nil {
		err = tx.reschedule(at, before, until)
	}
	return err
}

// checkPlace refuses a place that bbolt cannot store.
func checkPlace(at []byte) error {
	if len(at) > maxPlace {
		return fmt.Errorf("table, account, region and key have %d bytes, which is more than %d",
			len(at), maxPlace)
	}
	return nil
}

// delete removes a record, if there is one.
func (tx *Tx) delete(at []byte) error {
	if !tx.bolt.Writable() {
		return bolterrors.ErrTxNotWritable
	}
	stored := tx.get(records, at)
	if stored == nil {
		return nil
	}
	return errors.Join(
		tx.reschedule(at, expiryIn(stored), never),
		tx.unset(records, at),
		tx.addToCount(shelfOf(at), -1),
	)
}

// reschedule notes when a record expires, instead of what was noted of it before.
func (tx *Tx) reschedule(at []byte, before, until stamp) (err error) {
	if before == until {
		return nil
	}
	if before != never {
		err = tx.unset(expiry, expiryKey(at, before))
	}
	if err == nil && until != never {
		err = tx.set(expiry, expiryKey(at, until), []byte{0})
	}
	return err
}

// count returns how many records lie on the shelf, expired ones included.
func (tx *Tx) count(shelf []byte) int {
	count := tx.get(counts, shelf)
	if len(count) != 8 {
		return 0
	}
	return int(binary.BigEndian.Uint64(count))
}

func (tx *Tx) addToCount(shelf []byte, n int) error {
	n += tx.count(shelf)
	if n <= 0 {
		return tx.unset(counts, shelf)
	}
	return tx.set(counts, shelf, binary.BigEndian.AppendUint64(nil, uint64(n)))
}
