package destinations

import (
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/store"
)

// ConnectionDeleted is to be called in the transaction that deletes a
// connection, before anything of it has changed. The destinations of one that
// could be used lose its ARN; those of another keep it (both RECORDED).
func (s *Service) ConnectionDeleted(tx *store.Tx, c awsapi.Caller, arn string) error {
	active, _, err := s.Connections.Activity(tx, c, arn)
	if err != nil {
		return err
	}
	for item, err := range byConnection.Scan(tx, shelf(c), under(arn), "") {
		if err != nil {
			return err
		}
		if err := s.leave(tx, c, strings.TrimPrefix(item.Key, under(arn)), active); err != nil {
			return err
		}
	}
	return nil
}

// leave notes in the destination what will no longer follow from its connection.
func (s *Service) leave(tx *store.Tx, c awsapi.Caller, name string, active bool) error {
	d, err := get(tx, c, "update", name)
	if err != nil {
		return err
	}
	now, err := s.condition(tx, c, d)
	if err != nil {
		return err
	}
	d.Modified = now.modified
	if !active {
		return table.Put(tx, shelf(c), d.Name, d)
	}
	if err := d.unlink(tx, c); err != nil {
		return err
	}
	d.ConnectionARN, d.Modified = "", tx.Now
	return table.Put(tx, shelf(c), d.Name, d)
}
