package control

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"github.com/eventbridge-connections/emulator/internal/store"
)

// maxSnapshot is the size of the largest document that is restored, in bytes.
const maxSnapshot = 1 << 30

// ServeSnapshot shows everything that is stored; with redacted=1, everything but secrets.
func (d *Data) ServeSnapshot(w http.ResponseWriter, r *http.Request) {
	redacted, err := strconv.ParseBool(r.URL.Query().Get("redacted"))
	if err != nil && r.URL.Query().Has("redacted") {
		fail(w, http.StatusBadRequest, "redacted takes 1 or 0")
		return
	}
	file, err := newTemporary(d.Folder)
	if err != nil {
		failWith(w, err)
		return
	}
	defer file.close()
	if err := d.write(r.Context(), file, redacted); err != nil {
		failWith(w, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.Copy(w, file) // an error is the client's, who has gone
}

// write writes the document, and goes back to its beginning.
func (d *Data) write(ctx context.Context, to io.ReadWriteSeeker, redacted bool) error {
	out := bufio.NewWriter(to)
	err := d.Store.View(ctx, func(tx *store.Tx) error {
		return d.writeDocument(out, tx, redacted)
	})
	if err == nil {
		err = out.Flush()
	}
	if err == nil {
		_, err = to.Seek(0, io.SeekStart)
	}
	if err != nil {
		return fmt.Errorf("write the snapshot: %w", err)
	}
	return nil
}

func (d *Data) writeDocument(out *bufio.Writer, tx *store.Tx, redacted bool) error {
	head, err := json.Marshal(newHeader(tx.Now(), redacted))
	if err != nil {
		return err
	}
	_, _ = out.Write(bytes.TrimSuffix(head, []byte("}")))
	_, _ = out.WriteString(`,"records":[`) // its errors come back from Flush
	first := true
	for row, err := range tx.Rows() {
		if err != nil {
			return err
		}
		shown, err := d.writeRow(out, row, redacted, first)
		if err != nil {
			return err
		}
		first = first && !shown
	}
	_, err = out.WriteString("]}\n")
	return err
}

// writeRow tells whether the row is one that a snapshot has.
func (d *Data) writeRow(out *bufio.Writer, row store.Row, redacted, first bool) (bool, error) {
	table := d.table(row.Table)
	switch {
	case table == nil:
		return false, fmt.Errorf("there is no table %s", row.Table)
	case table.IsTransient():
		return false, nil
	}
	if redacted {
		if err := table.RedactRow(&row); err != nil {
			return false, err
		}
	}
	text, err := json.Marshal(row)
	if err != nil {
		return false, err
	}
	if !first {
		_ = out.WriteByte(',')
	}
	_, err = out.Write(text)
	return true, err
}

// ServeRestore puts a snapshot in the place of everything that is stored.
func (d *Data) ServeRestore(w http.ResponseWriter, r *http.Request) {
	file, err := newTemporary(d.Folder)
	if err != nil {
		failWith(w, err)
		return
	}
	defer file.close()
	if _, err := io.Copy(file, http.MaxBytesReader(w, r.Body, maxSnapshot)); err != nil {
		fail(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("the body cannot be read: %v", err))
		return
	}
	n := 0
	err = d.Check(file)
	if err == nil {
		err = d.Alone(func() (err error) {
			n, err = d.Restore(r.Context(), file)
			return err
		})
	}
	switch {
	case errors.Is(err, ErrSnapshot):
		fail(w, http.StatusBadRequest, err.Error())
	case err != nil:
		failWith(w, err)
	default:
		reply(w, http.StatusOK, map[string]any{"restored": n})
	}
}

// ServeReset makes the emulator as it was when it started.
func (d *Data) ServeReset(w http.ResponseWriter, r *http.Request) {
	if err := d.Reset(r.Context()); err != nil {
		fail(w, http.StatusInternalServerError, "the data could not be emptied: "+err.Error())
		return
	}
	reply(w, http.StatusOK, map[string]any{})
}
