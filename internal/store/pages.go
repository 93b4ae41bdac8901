package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"io"
)

// How bbolt lays out its file, which it has promised to keep: pages with a header and, behind it, elements that say
// where their key and value lie, counted from themselves. All numbers are in the machine's own order.
const (
	pageHeader    = 16 // id, flags, count, overflow
	elementHeader = 16
	bucketHeader  = 16 // root page, sequence

	branchFlag   = 0x01
	leafFlag     = 0x02
	freelistFlag = 0x10

	bucketFlag = 0x01 // of a leaf's element

	magic      = 0xED0CDAED
	noFreelist = 1<<64 - 1 // nobody wrote down which pages are free
)

// meta is what the file says of itself.
type meta struct{ pageSize, root, freelist, high, transaction uint64 }

// readMeta answers the newer of the two meta pages. Both must be right: where bbolt finds one damaged it takes the
// other, which may be that of the commit before the last.
func readMeta(file io.ReaderAt) (newest meta, err error) {
	for i := range uint64(2) {
		page := make([]byte, pageHeader+64)
		if _, err := file.ReadAt(page, int64(i*newest.pageSize)); err != nil {
			return meta{}, fmt.Errorf("%w: %w", broken(i), err)
		}
		m, ok := metaOf(page[pageHeader:])
		if !ok {
			return meta{}, broken(i)
		}
		if m.transaction >= newest.transaction {
			newest = m
		}
	}
	return newest, nil
}

func metaOf(data []byte) (m meta, ok bool) {
	number := func(at int) uint64 { return binary.NativeEndian.Uint64(data[at:]) }
	sum := fnv.New64a()
	sum.Write(data[:56])
	ok = binary.NativeEndian.Uint32(data) == magic && number(56) == sum.Sum64()
	pageSize := uint64(binary.NativeEndian.Uint32(data[8:]))
	return meta{pageSize: pageSize, root: number(16), freelist: number(32), high: number(40), transaction: number(48)}, ok
}

// pages reads each page of a file at most once: a page that is named twice is a mistake.
type pages struct {
	file io.ReaderAt
	size uint64
	high uint64 // the number of pages
	seen []bool
}

func broken(page uint64) error { return fmt.Errorf("%w: page %d", ErrCorrupt, page) }

// page answers a page with those that it flows over to.
func (p *pages) page(id uint64) ([]byte, error) {
	if id < 2 || id >= p.high || p.seen[id] {
		return nil, broken(id)
	}
	data := make([]byte, p.size)
	if _, err := p.file.ReadAt(data, int64(id*p.size)); err != nil {
		return nil, broken(id)
	}
	overflow := uint64(binary.NativeEndian.Uint32(data[12:]))
	if binary.NativeEndian.Uint64(data) != id || id+overflow >= p.high {
		return nil, broken(id)
	}
	if overflow > 0 {
		data = make([]byte, (overflow+1)*p.size)
		if _, err := p.file.ReadAt(data, int64(id*p.size)); err != nil {
			return nil, broken(id)
		}
	}
	for i := id; i <= id+overflow; i++ {
		if p.seen[i] {
			return nil, broken(id)
		}
		p.seen[i] = true
	}
	return data, nil
}

// visit sees what a leaf holds.
type visit func(flags uint32, key, value []byte) error

// walk visits what lies below a page. All its keys must be in order, the first of them as given, and before the limit;
// nil is any.
func (p *pages) walk(id uint64, first, limit []byte, fn visit) error {
	data, err := p.page(id)
	if err != nil {
		return err
	}
	switch binary.NativeEndian.Uint16(data[8:]) {
	case leafFlag:
		err = leaves(data, first, limit, fn)
	case branchFlag:
		err = p.branches(data, first, limit, fn)
	default:
		err = ErrCorrupt
	}
	if err == ErrCorrupt {
		return broken(id)
	}
	return err
}

func (p *pages) branches(data []byte, first, limit []byte, fn visit) error {
	n := int(binary.NativeEndian.Uint16(data[10:]))
	keys, children := make([][]byte, n+1), make([]uint64, n)
	for i := range n {
		e, ok := element(data, i)
		if !ok {
			return ErrCorrupt
		}
		position, length := binary.NativeEndian.Uint32(e), binary.NativeEndian.Uint32(e[4:])
		if keys[i], ok = part(e, uint64(position), uint64(length)); !ok {
			return ErrCorrupt
		}
		children[i] = binary.NativeEndian.Uint64(e[8:])
		if i > 0 && bytes.Compare(keys[i-1], keys[i]) >= 0 {
			return ErrCorrupt
		}
	}
	keys[n] = limit
	if n == 0 || first != nil && !bytes.Equal(first, keys[0]) {
		return ErrCorrupt
	}
	for i, child := range children {
		// By its first key bbolt finds a page in its branch again: with another there, its next write would leave the page in the tree twice.
		if err := p.walk(child, keys[i], keys[i+1], fn); err != nil {
			return err
		}
	}
	return nil
}

func leaves(data []byte, first, limit []byte, fn visit) error {
	if len(data) < pageHeader || binary.NativeEndian.Uint16(data[8:]) != leafFlag {
		return ErrCorrupt
	}
	var before []byte
	for i := range int(binary.NativeEndian.Uint16(data[10:])) {
		e, ok := element(data, i)
		if !ok {
			return ErrCorrupt
		}
		position := uint64(binary.NativeEndian.Uint32(e[4:]))
		keyLength, valueLength := uint64(binary.NativeEndian.Uint32(e[8:])), uint64(binary.NativeEndian.Uint32(e[12:]))
		key, inside := part(e, position, keyLength)
		value, whole := part(e, position+keyLength, valueLength)
		ordered := (limit == nil || bytes.Compare(key, limit) < 0) && (i == 0 || bytes.Compare(before, key) < 0)
		if i == 0 && first != nil {
			ordered = ordered && bytes.Equal(key, first)
		}
		if !inside || !whole || !ordered {
			return ErrCorrupt
		}
		if err := fn(binary.NativeEndian.Uint32(e), key, value); err != nil {
			return err
		}
		before = key
	}
	return nil
}

// element answers the page from its ith element on.
func element(data []byte, i int) ([]byte, bool) {
	at := pageHeader + i*elementHeader
	if at+elementHeader > len(data) {
		return nil, false
	}
	return data[at:], true
}

func part(data []byte, from, length uint64) ([]byte, bool) {
	if from+length > uint64(len(data)) {
		return nil, false
	}
	return data[from : from+length], true
}

// free holds the list of free pages against what was seen: every page is either in use or free.
func (p *pages) free(list uint64) error {
	if list == noFreelist {
		return nil
	}
	data, err := p.page(list)
	if err != nil {
		return err
	}
	count, at := uint64(binary.NativeEndian.Uint16(data[10:])), uint64(pageHeader)
	if count == 1<<16-1 { // the true number comes first
		count, at = binary.NativeEndian.Uint64(data[at:]), at+8
	}
	ids, ok := part(data, at, count*8)
	if binary.NativeEndian.Uint16(data[8:]) != freelistFlag || count > p.high || !ok {
		return broken(list)
	}
	for ; len(ids) > 0; ids = ids[8:] {
		id := binary.NativeEndian.Uint64(ids)
		if id < 2 || id >= p.high || p.seen[id] {
			return broken(list)
		}
		p.seen[id] = true
	}
	for id, seen := range p.seen[2:] {
		if !seen {
			return broken(uint64(id) + 2)
		}
	}
	return nil
}
