package rules

import (
	"strings"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// rule is what is stored of a rule. It lies with the account and region of its event bus.
type rule struct {
	Name        string
	Bus         string
	Pattern     string `json:",omitzero"` // as it was sent
	Schedule    string `json:",omitzero"`
	State       events.RuleState
	Description string            `json:",omitzero"`
	RoleARN     string            `json:",omitzero"`
	Tags        map[string]string `json:",omitzero"`

	Since time.Time `json:",omitzero"` // when the schedule began, which a rate counts from
	Due   time.Time `json:",omitzero"` // when the schedule is due next; zero while it is not
}

var table = transaction.Table[rule]{
	Name: "rules", Shared: true, Check: transaction.CheckOwned(checkStoredRule),
}

// under begins the keys of an event bus's rules. Names have no space.
func under(bus string) string { return bus + " " }

func (r *rule) key() string { return under(r.Bus) + r.Name }

// get returns the named rule, or the error that AWS answers when there is none.
func get(tx *transaction.Tx, bus, name string) (*rule, error) {
	found, err := table.Get(tx, under(bus)+name)
	if err == nil && found == nil {
		err = errNotFound(bus, name)
	}
	return found, err
}

func (r *rule) put(tx *transaction.Tx) error { return table.Put(tx, r.key(), r) }

// on returns the name of an event bus that is there, and the transaction for whoever has it.
func (s *Service) on(tx *transaction.Tx, bus *string) (*transaction.Tx, string, error) {
	owner, name := events.Bus(tx.Caller, bus)
	tx = tx.As(owner)
	return tx, name, s.Buses.MustExist(tx, name)
}

// find returns a rule of an event bus, and the transaction for whoever has both.
func (s *Service) find(
	tx *transaction.Tx, bus *string, name string,
) (*transaction.Tx, *rule, error) {
	tx, busName, err := s.on(tx, bus)
	if err != nil {
		return nil, nil, err
	}
	r, err := get(tx, busName, name)
	return tx, r, err
}

// AnyOn tells whether the transaction's caller has a rule on the event bus.
func (*Service) AnyOn(tx *transaction.Tx, bus string) (bool, error) {
	for _, err := range table.Scan(tx, under(bus), "") {
		return err == nil, err
	}
	return false, nil
}

// path is the rule as ARNs name it: the event bus is left out where it is the default one
// (RECORDED).
func (r *rule) path() string {
	if r.Bus == events.DefaultBus {
		return r.Name
	}
	return r.Bus + "/" + r.Name
}

// split is the inverse of path. The name of a partner's event bus has slashes, that of a rule has
// none.
func split(path string) (bus, name string) {
	slash := strings.LastIndexByte(path, '/')
	if slash < 0 {
		return events.DefaultBus, path
	}
	return path[:slash], path[slash+1:]
}

func (r *rule) arn(owner awsapi.Caller) string { return owner.ARN("events", "rule/"+r.path()) }

// enabled tells whether the rule takes events.
func (r *rule) enabled() bool { return r.State != events.RuleStateDisabled }

// summary is the rule in a list.
func (r *rule) summary(tx *transaction.Tx) events.Rule {
	return events.Rule{
		Name:               &r.Name,
		Arn:                new(r.arn(tx.Caller)),
		EventPattern:       awsapi.Present(r.Pattern),
		State:              &r.State,
		Description:        awsapi.Present(r.Description),
		ScheduleExpression: awsapi.Present(r.Schedule),
		RoleArn:            awsapi.Present(r.RoleARN),
		EventBusName:       &r.Bus,
	}
}
