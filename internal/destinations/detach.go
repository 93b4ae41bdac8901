package destinations

import (
	"fmt"
	"strings"
	"time"

	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// ConnectionDeleted is to be called in the transaction that deletes a
// connection, before anything of it has changed. The destinations of one that
// could be used lose its ARN; those of another keep it (both RECORDED).
func (s *Service) ConnectionDeleted(tx *transaction.Tx, arn string) error {
	active, since, err := s.Connections.Activity(tx, arn)
	if err != nil {
		return err
	}
	for item, err := range byConnection.Scan(tx, under(arn), "") {
		if err != nil {
			return fmt.Errorf("destinations of a deleted connection: %w", err)
		}
		d, err := get(tx, "update", strings.TrimPrefix(item.Key, under(arn)))
		if err != nil {
			return err
		}
		if err := d.detach(tx, active, since); err != nil {
			return err
		}
	}
	return nil
}

// detach notes in the destination what will no longer follow from its connection.
func (d *destination) detach(tx *transaction.Tx, active bool, since time.Time) error {
	d.Modified = later(d.Modified, since)
	if active {
		if err := d.unlink(tx); err != nil {
			return err
		}
		d.ConnectionARN, d.Modified = "", tx.Now()
	}
	return table.Put(tx, d.Name, d)
}
