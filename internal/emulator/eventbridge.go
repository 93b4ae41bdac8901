package emulator

import (
	"github.com/eventbridge-connections/emulator/internal/buses"
	"github.com/eventbridge-connections/emulator/internal/connections"
	"github.com/eventbridge-connections/emulator/internal/delivery"
	"github.com/eventbridge-connections/emulator/internal/destinations"
	"github.com/eventbridge-connections/emulator/internal/entries"
	"github.com/eventbridge-connections/emulator/internal/kms"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/rules"
	"github.com/eventbridge-connections/emulator/internal/secrets"
	"github.com/eventbridge-connections/emulator/internal/tags"
)

// The names keep the rooms apart where they are embedded together.
type (
	onConnections  = connections.Service
	onDestinations = destinations.Service
	onBuses        = buses.Service
	onRules        = rules.Service
	onTags         = tags.Service
	onEntries      = entries.Service
)

type rooms struct {
	*onConnections
	*onDestinations
	*onBuses
	*onRules
	*onTags
	*onEntries
}

// eventBridge joins the rooms that answer for EventBridge.
func (e *Emulator) eventBridge(tokens *page.Sealer) events.Server {
	c := e.config
	e.delivery = e.newDelivery()
	bus := bus{e.stream, e.delivery}
	onConnections := &connections.Service{
		Store: e.store, Vault: secrets.Vault{}, Keys: kms.Connectable{}, Bus: bus, Due: e.due,
		Tokens: tokens, Settle: c.Settle, Quota: c.Quota, StrictKeys: c.StrictKeys, Log: c.Log,
		Authorizer: e.delivery,
	}
	onDestinations := &destinations.Service{
		Store: e.store, Connections: onConnections, Bus: bus, Tokens: tokens, Quota: c.DestinationQuota,
	}
	onBuses := &buses.Service{Store: e.store, Tokens: tokens, Quota: c.BusQuota}
	onRules := &rules.Service{
		Store: e.store, Buses: onBuses, Bus: bus, Due: e.due,
		Tokens: tokens, Log: c.Log, Quota: c.RuleQuota, TargetQuota: c.TargetQuota,
	}
	onTags := &tags.Service{Store: e.store, Buses: onBuses, Rules: onRules}
	onEntries := &entries.Service{Store: e.store, Bus: bus}
	onConnections.Dependents, onBuses.Rules, e.connections = onDestinations, onRules, onConnections
	e.destinations, e.rules = onDestinations, onRules
	e.delivery.Connections, e.delivery.Destinations, e.delivery.Rules = onConnections, onDestinations, onRules
	e.due.Add(e.delivery.Works()...)
	e.settings = settings{&onConnections.Settle, map[string]*int{
		"connections":  &onConnections.Quota,
		"destinations": &onDestinations.Quota,
		"buses":        &onBuses.Quota,
		"rules":        &onRules.Quota,
		"targets":      &onRules.TargetQuota,
	}}
	e.initial = e.settings.read()
	e.due.Add(onConnections.Works()...)
	e.due.Add(onRules.Works()...)
	return rooms{onConnections, onDestinations, onBuses, onRules, onTags, onEntries}
}

// newDelivery makes what brings events to their targets. The rooms that it asks are added to it
// when they are there.
func (e *Emulator) newDelivery() *delivery.Service {
	listen := func(d delivery.Delivery) { e.stream.Publish("delivery", d) }
	return delivery.New(delivery.Service{
		Store: e.store, Due: e.due, Client: e.client, Journal: delivery.NewJournal(listen),
		Now: e.clock.Now, Log: e.config.Log,
	})
}
