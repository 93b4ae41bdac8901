package control

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/eventbridge-connections/emulator/internal/clock"
	"github.com/eventbridge-connections/emulator/internal/store"
)

// What a snapshot is, so that it is not mistaken for another document or for one of another time.
const (
	snapshotFormat  = "eventbridge-connections-emulator"
	snapshotVersion = 1
)

// maxSnapshot bounds what can be restored.
const maxSnapshot = 1 << 30

// A Snapshot is everything that is stored, in one document.
type Snapshot struct {
	Format  string      `json:"format"`
	Version int         `json:"version"`
	Taken   time.Time   `json:"taken"`
	Secrets bool        `json:"secrets"` // passwords, keys and tokens stand in it, in clear
	Note    string      `json:"note"`
	Records []store.Row `json:"records"`
}

// ServeSnapshot shows everything that is stored; with redacted=1, everything but secrets.
func (p *Panel) ServeSnapshot(w http.ResponseWriter, r *http.Request) {
	redacted, err := strconv.ParseBool(r.URL.Query().Get("redacted"))
	if err != nil && r.URL.Query().Has("redacted") {
		fail(w, http.StatusBadRequest, "redacted takes 1 or 0")
		return
	}
	s, err := takeSnapshot(r.Context(), p.Store)
	if err != nil {
		fail(w, http.StatusInternalServerError, err.Error())
		return
	}
	if redacted {
		err = s.redact(p.Shown)
	}
	if err != nil {
		fail(w, http.StatusInternalServerError, err.Error())
		return
	}
	reply(w, http.StatusOK, s)
}

func takeSnapshot(ctx context.Context, from *store.Store) (*Snapshot, error) {
	s := &Snapshot{
		Format: snapshotFormat, Version: snapshotVersion, Records: []store.Row{},
		Secrets: true, Note: "This document holds secrets in clear.",
	}
	err := from.View(ctx, func(tx *store.Tx) error {
		s.Taken = tx.Now()
		for row, err := range tx.Rows() {
			if err != nil {
				return err
			}
			s.Records = append(s.Records, row)
		}
		return nil
	})
	return s, err
}

// A Redaction is what of a table's records may be seen by anybody. What is no such record is an error.
type Redaction func(json.RawMessage) (json.RawMessage, error)

// redact shows of the records of a table what its redaction leaves.
func (s *Snapshot) redact(shown map[string]Redaction) (err error) {
	s.Secrets, s.Note = false, "This document holds no secrets: it is to look at, and cannot be restored."
	for i, row := range s.Records {
		if s.Records[i].Value, err = redacted(row, shown); err != nil {
			return fmt.Errorf("redact: %w", err)
		}
	}
	return nil
}

func redacted(row store.Row, shown map[string]Redaction) (json.RawMessage, error) {
	redaction, ok := shown[row.Table]
	if !ok {
		return nil, fmt.Errorf("there is no table %s", row.Table)
	}
	value, err := redaction(row.Value)
	if err != nil {
		return nil, fmt.Errorf("%s in table %s: %w", row.Key, row.Table, err)
	}
	return value, nil
}

// ServeRestore puts a snapshot in the place of everything that is stored.
func (p *Panel) ServeRestore(w http.ResponseWriter, r *http.Request) {
	s, ok := read[Snapshot](w, r, maxSnapshot, "what GET "+r.URL.Path+" answers")
	if !ok {
		return
	}
	if err := s.Check(p.Shown); err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	restore := func() error { return s.Restore(r.Context(), p.Store, p.Clock) }
	if err := p.Alone(restore); err != nil {
		fail(w, http.StatusInternalServerError, err.Error())
		return
	}
	reply(w, http.StatusOK, map[string]any{"restored": len(s.Records)})
}

// Check says why the snapshot cannot be restored into the tables that are shown.
func (s *Snapshot) Check(shown map[string]Redaction) error {
	switch {
	case s.Format != snapshotFormat:
		return fmt.Errorf("this is no snapshot: its format is %q, not %q", s.Format, snapshotFormat)
	case s.Version != snapshotVersion:
		return fmt.Errorf("the snapshot has version %d, and this emulator restores version %d", s.Version, snapshotVersion)
	case s.Taken.After(clock.End):
		return fmt.Errorf("the snapshot says that it was taken in the year %d: correct the member taken", s.Taken.Year())
	case !s.Secrets:
		return errors.New("the snapshot is redacted: restore one that was taken without redacted=1")
	}
	for i, row := range s.Records {
		err := row.Check()
		if err == nil {
			_, err = redacted(row, shown)
		}
		if err != nil {
			return fmt.Errorf("record %d of the snapshot: %w", i+1, err)
		}
	}
	return nil
}

// Restore puts the snapshot in the place of everything that is stored, at once or not at all. Where the clock is
// behind it, it is set to the time at which the snapshot was taken.
func (s *Snapshot) Restore(ctx context.Context, into *store.Store, c *clock.Clock) error {
	err := into.Update(ctx, func(tx *store.Tx) error {
		if err := tx.Reset(); err != nil {
			return err
		}
		for _, row := range s.Records {
			if err := tx.PutRow(row); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil && s.Taken.After(c.Now()) {
		err = c.Set(s.Taken)
	}
	return err
}
