package emulatortest

import (
	"context"
	"slices"
	"time"

	"github.com/eventbridge-connections/emulator/internal/delivery"
)

// A Delivery is an event on its way to a target, with every attempt and what came of them, without
// its secrets.
type Delivery = delivery.Delivery

// A DeliveryFilter says which deliveries are wanted: by Event (its id), Bus, Rule, Target (its id),
// Account, Region and Outcome. What is empty wants all.
type DeliveryFilter = delivery.Filter

// The outcomes of deliveries.
const (
	Waiting   = delivery.Waiting   // the next attempt is still to come
	Delivered = delivery.Delivered // the target has answered with a status from 200 to 299
	Unsent    = delivery.Unsent    // no route leads to the target
	Dead      = delivery.Dead      // given up: it is a dead letter
	Ended     = delivery.Ended     // its rule or its target is gone
	Uncalled  = delivery.Uncalled  // the target is none that the emulator calls
	Unmatched = delivery.Unmatched // the event is for no rule
)

// patience is how long WaitDeliveries waits.
const patience = 30 * time.Second

// Deliveries are the deliveries that the filter wants: those that wait, then those that have ended,
// the newest last. The last 10,000 that have ended are remembered.
func (s *Server) Deliveries(f DeliveryFilter) []Delivery {
	s.t.Helper()
	all, _, err := s.emulator.Deliveries().List(context.Background(), f, 10_000)
	s.must("list the deliveries", err)
	return own(all)
}

// WaitDeliveries returns the deliveries that the filter wants as soon as n of them have ended. It
// fails the test when that takes longer than 30 seconds.
func (s *Server) WaitDeliveries(n int, f DeliveryFilter) []Delivery {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	found, err := s.emulator.Deliveries().Journal.Wait(ctx, n, f)
	if err != nil {
		s.t.Fatalf("emulatortest: %d of %d deliveries have ended within %v", len(found), n, patience)
	}
	return own(found)
}

// own makes the attempts the test's to change.
func own(all []Delivery) []Delivery {
	for i := range all {
		all[i].Attempts = slices.Clone(all[i].Attempts)
	}
	return all
}
