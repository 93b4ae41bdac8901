package control

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/eventbridge-connections/emulator/internal/clock"
	"github.com/eventbridge-connections/emulator/internal/store"
)

// What a snapshot is, so that it is not mistaken for another document or for one of another time.
const (
	snapshotFormat  = "eventbridge-connections-emulator"
	snapshotVersion = 1
)

// A header is a snapshot without its records.
type header struct {
	Format  string    `json:"format"`
	Version int       `json:"version"`
	Taken   time.Time `json:"taken"`
	Secrets bool      `json:"secrets"` // passwords, keys and tokens stand in it, in clear
	Note    string    `json:"note"`

	records bool // there is a member records
}

func newHeader(now time.Time, redacted bool) header {
	h := header{
		Format: snapshotFormat, Version: snapshotVersion, Taken: now,
		Secrets: true, Note: "This document holds secrets in clear.",
	}
	if redacted {
		h.Secrets, h.Note = false, "This document holds no secrets: it is to look at, and cannot "+
			"be restored."
	}
	return h
}

// check says why the snapshot cannot be restored, whatever its records are.
func (h header) check() error {
	switch {
	case h.Format != snapshotFormat:
		return fmt.Errorf("its format is %q, not %q", h.Format, snapshotFormat)
	case h.Version != snapshotVersion:
		return fmt.Errorf(
			"it has version %d, and this emulator restores version %d", h.Version, snapshotVersion,
		)
	case h.Taken.After(clock.End):
		return fmt.Errorf(
			"it says that it was taken in the year %d: correct the member taken", h.Taken.Year(),
		)
	case !h.Secrets:
		return errors.New("it is redacted: restore one that was taken without redacted=1")
	case !h.records:
		return errors.New("it has no member records")
	}
	return nil
}

// readHeader reads all of the document but its records.
func readHeader(doc io.ReadSeeker) (h header, err error) {
	members := map[string]any{
		"format": &h.Format, "version": &h.Version, "taken": &h.Taken,
		"secrets": &h.Secrets, "note": &h.Note,
	}
	err = eachMember(doc, func(d *decoder, name string) error {
		if name == "records" {
			h.records = true
			return d.skip()
		}
		member, known := members[name]
		if !known {
			return fmt.Errorf("a snapshot has no member %q", name)
		}
		if err := d.value(member); err != nil {
			return fmt.Errorf("member %s: %w", name, err)
		}
		return nil
	})
	return h, err
}

// eachRow calls do with the records of the document, in their order, and returns how many there
// are. It ends with the first error, which is returned with the number of its record.
func eachRow(doc io.ReadSeeker, do func(store.Row) error) (n int, err error) {
	err = eachMember(doc, func(d *decoder, name string) error {
		if name != "records" {
			return d.skip()
		}
		return d.list(func() error {
			n++
			var row store.Row
			err := d.value(&row)
			if err == nil {
				err = do(row)
			}
			if err != nil {
				return fmt.Errorf("record %d: %w", n, err)
			}
			return nil
		})
	})
	return n, err
}

// eachMember reads a document that is one JSON object, from its beginning.
func eachMember(doc io.ReadSeeker, read func(d *decoder, name string) error) error {
	if _, err := doc.Seek(0, io.SeekStart); err != nil {
		return err
	}
	d := newDecoder(doc)
	err := d.object(func(name string) error { return read(d, name) })
	if err == io.EOF {
		return errors.New("there is no JSON")
	}
	if err != nil {
		return err
	}
	if _, err := d.token(); err != io.EOF {
		return errors.New("there is more than one JSON value")
	}
	return nil
}
