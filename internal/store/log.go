package store

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
)

// A log is where a commit goes first: one write in one place, which is on disk when the write returns, while the data
// file needs many and two syncs. It is a file beside the data file, emulator-ID.log, of two halves. When one is full
// the other takes over, and what is in the first goes into the data file, all at once and in the background.
//
// A half is a row of blocks of 512 bytes, the most that a disk writes as one. Each commit begins a new block:
//
//	checksum   4 bytes, over the log's id and the rest of the block
//	version    8 bytes, the commit's number: one more than that of the commit before
//	part       2 bytes, the number of the block within the commit, from 0
//	length     2 bytes, of what follows; the highest bit is set in the last block of the commit
//	changes    up to 496 bytes, then zeros
//
// A block is either whole or was never written: it holds zeros, or a block of an earlier round. Anything else is
// damage. So a commit that a power cut cut off, and that nobody was told of, is told from one that was lost later.
// All numbers are big-endian.
const (
	blockSize   = 512
	blockHeader = 4 + 8 + 2 + 2
	blockRoom   = blockSize - blockHeader

	// halfSize is the size of one half, in bytes.
	halfSize = 2 << 20

	lastBlock = 1 << 15 // in the length
)

// logID names a log. Each file has its own, so that a block of another is no block.
type logID [8]byte

func (id logID) path(dir string) string {
	return filepath.Join(dir, "emulator-"+hex.EncodeToString(id[:])+".log")
}

// log is a log that is written to. One without a file keeps nothing, for a store that is ephemeral.
type log struct {
	id     logID
	file   *os.File
	half   int64
	used   int64 // bytes of the half
	buffer []byte
}

// createLog makes a log without commits and leaves it on disk.
func createLog(dir string) (*log, error) {
	l := new(log)
	_, _ = rand.Read(l.id[:]) // never fails
	path := l.id.path(dir)
	err := writeZeros(path, 2*halfSize)
	if err == nil {
		l.file, err = os.OpenFile(path, os.O_WRONLY|syncedWrites, 0)
	}
	if err == nil {
		err = syncFolder(dir)
	}
	if err != nil {
		l.close()
		return nil, errors.Join(fmt.Errorf("create a log: %w", err), os.Remove(path))
	}
	return l, nil
}

// writeZeros makes a file. All of it is written, because to write where a file has nothing yet takes the file system
// twice as long.
func writeZeros(path string, size int) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	for stroke := make([]byte, 64<<10); err == nil && size > 0; size -= len(stroke) {
		_, err = file.Write(stroke)
	}
	return errors.Join(err, file.Sync(), file.Close())
}

// fits tells whether a commit has room: behind the others, or in the other half. Where there is no log, it has none.
func (l *log) fits(changes []byte) (here, there bool) {
	if l == nil {
		return false, false
	}
	size := int64(blocksFor(changes) * blockSize)
	return l.used+size <= halfSize, size <= halfSize
}

// blocksFor is how many blocks a commit takes; one without changes takes one.
func blocksFor(changes []byte) int { return max(1, (len(changes)+blockRoom-1)/blockRoom) }

// turnOver goes on in the other half, which must hold nothing that is needed.
func (l *log) turnOver() { l.half, l.used = 1-l.half, 0 }

// append writes a commit and returns when it is on disk. After an error the log is not to be used: nobody knows what
// is there.
func (l *log) append(version uint64, changes []byte) error {
	l.buffer = l.buffer[:0]
	for part := range blocksFor(changes) {
		n := min(len(changes), blockRoom)
		l.buffer = l.id.appendBlock(l.buffer, block{version, part, n == len(changes), changes[:n]})
		changes = changes[n:]
	}
	if l.file != nil {
		if _, err := l.file.WriteAt(l.buffer, l.half*halfSize+l.used); err != nil {
			return err
		}
		if err := flush(l.file); err != nil {
			return err
		}
	}
	l.used += int64(len(l.buffer))
	return nil
}

// inFile tells whether the log is a file; no log is none.
func (l *log) inFile() bool { return l != nil && l.file != nil }

// fileID is zero where there is no file.
func (l *log) fileID() (id logID) {
	if l.inFile() {
		id = l.id
	}
	return id
}

// close leaves the log on disk.
func (l *log) close() {
	if l.inFile() {
		_ = l.file.Close()
	}
}

// remove is for a log that nobody needs.
func (l *log) remove() {
	l.close()
	if l.inFile() {
		_ = os.Remove(l.file.Name())
	}
}

// removeLogs removes all logs of a folder but one.
func removeLogs(dir string, but *log) {
	paths, _ := filepath.Glob(filepath.Join(dir, "emulator-*.log"))
	for _, path := range paths {
		if !but.inFile() || path != but.file.Name() {
			_ = os.Remove(path)
		}
	}
}

// block is what a block says.
type block struct {
	version uint64
	part    int
	last    bool
	changes []byte
}

func (id logID) appendBlock(out []byte, b block) []byte {
	from, length := len(out), uint16(len(b.changes))
	if b.last {
		length |= lastBlock
	}
	out = append(out, 0, 0, 0, 0)
	out = binary.BigEndian.AppendUint64(out, b.version)
	out = binary.BigEndian.AppendUint16(out, uint16(b.part))
	out = binary.BigEndian.AppendUint16(out, length)
	out = append(out, b.changes...)
	out = append(out, zeros[:blockRoom-len(b.changes)]...)
	binary.BigEndian.PutUint32(out[from:], id.sum(out[from+4:]))
	return out
}

var zeros [blockSize]byte

func (id logID) sum(data []byte) uint32 {
	return crc32.Update(crc32.Update(0, castagnoli(), id[:]), castagnoli(), data)
}

// readBlock answers false for one that was never written.
func (id logID) readBlock(data []byte) (b block, written bool, err error) {
	if bytes.Equal(data, zeros[:]) {
		return block{}, false, nil
	}
	length := int(binary.BigEndian.Uint16(data[14:]))
	b = block{
		version: binary.BigEndian.Uint64(data[4:]),
		part:    int(binary.BigEndian.Uint16(data[12:])),
		last:    length&lastBlock != 0,
	}
	length &^= lastBlock
	if binary.BigEndian.Uint32(data) != id.sum(data[4:]) || length > blockRoom {
		return block{}, false, ErrCorrupt
	}
	b.changes = data[blockHeader : blockHeader+length]
	return b, true, nil
}
