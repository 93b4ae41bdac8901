package control

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/eventbridge-connections/emulator/internal/clock"
	"github.com/eventbridge-connections/emulator/internal/store"
)

// Data is what is stored, as a whole.
type Data struct {
	Store  *store.Store
	Clock  *clock.Clock
	Tables []store.AnyTable
	Folder string // for temporary files; empty is the system's

	// Whole says why what is stored cannot be: a record without another one that has to be there.
	Whole func(*store.Tx) error
	// Alone runs a function while no call is under way.
	Alone func(func() error) error
	// Reset makes all as it was at the start.
	Reset func(context.Context) error
}

// ErrSnapshot is returned for a document that cannot be restored; it is wrapped with a sentence on
// what is wrong.
var ErrSnapshot = errors.New("the snapshot cannot be restored")

// Check returns ErrSnapshot for a document that cannot be restored, as far as each record tells by
// itself.
func (d *Data) Check(doc io.ReadSeeker) error {
	s, err := readHeader(doc)
	if err == nil {
		err = s.check()
	}
	if err == nil {
		_, err = eachRow(doc, d.checkRow)
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrSnapshot, err)
	}
	return nil
}

// Restore puts a document that Check has found good in the place of everything that is stored, at
// once or not at all, and returns how many records that are. Where the clock is behind the
// document, it is set to the time at which that was written.
//
// Errors: ErrSnapshot, and those of the store.
func (d *Data) Restore(ctx context.Context, doc io.ReadSeeker) (records int, err error) {
	s, err := readHeader(doc)
	if err != nil {
		return 0, fmt.Errorf("%w: %w", ErrSnapshot, err)
	}
	err = d.Store.Update(ctx, func(tx *store.Tx) error {
		if err := tx.Reset(); err != nil {
			return err
		}
		records, err = eachRow(doc, tx.PutRow)
		if errors.Is(err, store.ErrTaken) {
			return fmt.Errorf("%w: %w", ErrSnapshot, err)
		}
		if err != nil {
			return err
		}
		if err := d.Whole(tx); err != nil {
			return fmt.Errorf("%w: %w", ErrSnapshot, err)
		}
		return nil
	})
	if err == nil && s.Taken.After(d.Clock.Now()) {
		err = d.Clock.Set(s.Taken)
	}
	return records, err
}

// table returns the table of a name, or nil.
func (d *Data) table(name string) store.AnyTable {
	for _, t := range d.Tables {
		if t.TableName() == name {
			return t
		}
	}
	return nil
}

func (d *Data) checkRow(r store.Row) error {
	if err := r.Check(); err != nil {
		return err
	}
	table := d.table(r.Table)
	switch {
	case table == nil:
		return fmt.Errorf("there is no table %s", r.Table)
	case table.IsTransient():
		return fmt.Errorf("%s in table %s: the records of this table are never restored", r.Key, r.Table)
	}
	return table.CheckRow(r)
}
