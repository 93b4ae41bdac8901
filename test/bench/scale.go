package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/eventbridge-connections/emulator/internal/store"
)

// sizes are the numbers of connections that the curve is measured at.
var sizes = []int{1_000, 10_000, 100_000, 1_000_000}

// records are the connections as they lie in the data file, whatever they hold.
var records = store.Table[json.RawMessage]{Name: "connections"}

var home = store.Shelf{Account: "000000000000", Region: "us-east-1"}

// measureScale measures a start, Describe and a page of a list at each number of connections.
func measureScale(m *machine, s settings, r *report) error {
	for _, n := range sizes {
		if n > s.scale {
			continue
		}
		data, err := m.folder()
		if err != nil {
			return err
		}
		if err := m.seed(data, n); err != nil {
			return fmt.Errorf("seed %d: %w", n, err)
		}
		point, err := m.measureSize(data, n, s)
		if err != nil {
			return fmt.Errorf("at %d: %w", n, err)
		}
		r.Scale = append(r.Scale, *point)
		if err := os.RemoveAll(data); err != nil {
			return err
		}
	}
	return nil
}

func (m *machine) measureSize(data string, n int, s settings) (*sizePoint, error) {
	p := &sizePoint{Connections: n}
	if info, err := os.Stat(filepath.Join(data, "emulator.db")); err == nil {
		p.FileBytes = info.Size()
	}
	var ready []float64
	for range s.rounds * 2 {
		e, err := m.emulator(data)
		if err != nil {
			return nil, err
		}
		ready = append(ready, milliseconds(e.ready))
		e.stop()
	}
	p.Start = median(ready)
	e, err := m.emulator(data)
	if err != nil {
		return nil, err
	}
	defer e.stop()
	random := func(i int) string { return named(int(uint32(i*7919) % uint32(n))) }
	describe := func(i int) (string, string) { return "DescribeConnection", nameOnly(random(i)) }
	// every prefix has more than a page of them, among 1,000 too
	list := func(i int) (string, string) {
		return "ListConnections", `{"Limit":50,"NamePrefix":"` + random(i)[:12] + `"}`
	}
	if p.Cold, _, err = load(e.address, 1, s.span, 0, describe); err != nil {
		return nil, err
	}
	if p.Describe, err = medianRate(e.address, s, describe); err != nil {
		return nil, err
	}
	if p.Page, err = medianRate(e.address, s, list); err != nil {
		return nil, err
	}
	p.Resident, p.Own = e.memory()
	return p, nil
}

func medianRate(address string, s settings, next call) (rate, error) {
	var rounds []rate
	for range s.rounds {
		found, _, err := load(address, 1, s.span, 0, next)
		if err != nil {
			return rate{}, err
		}
		rounds = append(rounds, found)
	}
	return middle(rounds), nil
}

// seed fills a data folder with copies of one connection that the emulator made itself.
func (m *machine) seed(data string, n int) error {
	e, err := m.emulator(data)
	if err != nil {
		return err
	}
	c, err := dial(e.address, 0)
	if err != nil {
		return errors.Join(err, e.stop())
	}
	_, err = c.do("CreateConnection", body(named(0)))
	c.conn.Close()
	if err := errors.Join(err, e.stop()); err != nil {
		return err
	}
	return copyRecord(data, n)
}

func copyRecord(data string, n int) error {
	s, err := store.Open(data, store.Options{})
	if err != nil {
		return err
	}
	const batch = 20_000
	for from := 1; from < n && err == nil; from += batch {
		err = s.Update(
			context.Background(), func(tx *store.Tx) error { return copies(tx, from, min(n, from+batch)) },
		)
	}
	return errors.Join(err, s.Close())
}

func copies(tx *store.Tx, from, to int) error {
	first := named(0)
	record, err := records.Get(tx, home, first)
	if err != nil || record == nil {
		return fmt.Errorf("the first record: %w", err)
	}
	for i := from; i < to; i++ {
		name := named(i)
		copied := json.RawMessage(bytes.ReplaceAll(*record, []byte(first), []byte(name)))
		if err := records.Put(tx, home, name, &copied); err != nil {
			return err
		}
	}
	return nil
}
