package store

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
)

// commit is one that a log has.
type commit struct {
	version uint64
	changes []byte
}

// readLog answers the commits of a log that came after the given one, in order and without a gap.
func readLog(dir string, id logID, after uint64) ([]commit, error) {
	path := id.path(dir)
	data, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%w: %s is missing", ErrCorrupt, path)
	case err != nil:
		return nil, err
	case len(data) != 2*halfSize:
		return nil, fmt.Errorf("%w: the end of %s is missing", ErrCorrupt, path)
	}
	r := logReader{id: id}
	if err := errors.Join(r.read(data[:halfSize]), r.read(data[halfSize:])); err != nil {
		return nil, fmt.Errorf("%w: %s", err, path)
	}
	found, next := r.since(after), after+1
	for _, c := range found {
		if c.version == next {
			next++
		}
	}
	if r.newest > next { // the next itself may be unfinished, but nothing comes behind that
		return nil, fmt.Errorf("%w: %s has lost commit %d", ErrCorrupt, path, next)
	}
	return found, nil
}

// logReader collects what the halves of a log have.
type logReader struct {
	id      logID
	commits []commit
	newest  uint64 // version of any block
}

// since answers the commits after the given one, in order.
func (r *logReader) since(version uint64) []commit {
	r.commits = slices.DeleteFunc(r.commits, func(c commit) bool { return c.version <= version })
	slices.SortFunc(r.commits, func(a, b commit) int { return cmp.Compare(a.version, b.version) })
	return r.commits
}

// read reads a half up to the first block that does not follow the one before, and looks at the rest.
func (r *logReader) read(half []byte) error {
	var run run
	for data := range slices.Chunk(half, blockSize) {
		b, written, err := r.id.readBlock(data)
		if err != nil {
			return err
		}
		r.newest = max(r.newest, b.version)
		run.add(b, written)
	}
	r.commits = append(r.commits, run.commits...)
	return nil
}

// run is a row of commits that follow each other.
type run struct {
	commits []commit
	begun   commit // not all of whose blocks have come
	parts   int    // that have
	ended   bool
}

func (r *run) add(b block, written bool) {
	if r.ended = r.ended || !written || !r.followedBy(b); r.ended {
		return
	}
	r.begun.version, r.begun.changes = b.version, append(r.begun.changes, b.changes...)
	r.parts++
	if b.last {
		r.commits = append(r.commits, r.begun)
		r.begun, r.parts = commit{}, 0
	}
}

func (r *run) followedBy(b block) bool {
	switch {
	case b.part != r.parts:
		return false
	case r.parts > 0:
		return b.version == r.begun.version
	case len(r.commits) > 0:
		return b.version == r.commits[len(r.commits)-1].version+1
	}
	return true
}
