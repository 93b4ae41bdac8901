package destinations

import (
	"errors"
	"fmt"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// Tables are the tables of this package.
func Tables() []store.AnyTable {
	return []store.AnyTable{table.Stored(), byConnection.Stored()}
}

var errPlace = errors.New("its name or ARN is not that of its place")

// checkStoredDestination refuses an API destination that no command could have stored.
func checkStoredDestination(owner awsapi.Caller, name string, d *destination) error {
	if d.Name != name || !strings.HasPrefix(d.ARN, owner.ARN("events", "api-destination/"+name+"/")) {
		return errPlace
	}
	out := d.describe(condition{state: events.ApiDestinationStateInactive})
	out.ConnectionArn = awsapi.Present(d.ConnectionARN)
	return out.Check()
}

// checkStoredLink refuses a key that is not made of the ARN of a connection and the name of a
// destination.
func checkStoredLink(_ awsapi.Caller, key string, _ *struct{}) error {
	slash := strings.LastIndexByte(key, '/')
	if slash < 0 {
		return errPlace
	}
	connection, name := key[:slash], key[slash+1:]
	out := events.DescribeApiDestinationResponse{ConnectionArn: &connection, Name: &name}
	return out.Check()
}

// CheckWhole returns the error of a destination that is not among those of its connection, and of
// one that is among them and is not there.
func CheckWhole(tx *store.Tx) error {
	for item, err := range table.All(&transaction.Tx{Tx: tx}) {
		if err != nil {
			return err
		}
		d := item.Value
		if d.ConnectionARN == "" {
			continue
		}
		link, err := byConnection.Get(item.Tx, under(d.ConnectionARN)+d.Name)
		if err != nil {
			return err
		}
		if link == nil {
			return fmt.Errorf(
				"%s in table %s: it is missing in table %s", d.Name, table.Name, byConnection.Name,
			)
		}
	}
	for item, err := range byConnection.All(&transaction.Tx{Tx: tx}) {
		if err != nil {
			return err
		}
		d, err := table.Get(item.Tx, item.Key[strings.LastIndexByte(item.Key, '/')+1:])
		if err != nil {
			return err
		}
		if d == nil || under(d.ConnectionARN)+d.Name != item.Key {
			return fmt.Errorf("%s in table %s: its destination is missing", item.Key, byConnection.Name)
		}
	}
	return nil
}
