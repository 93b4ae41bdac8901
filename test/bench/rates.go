package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"go.etcd.io/bbolt"
)

var callers = []int{1, 16, 64}

// pages is how many connections a run begins with: one page of a list.
const pages = 100

func body(name string) string {
	return `{"Name":"` + name +
		`","Description":"of the benchmark","AuthorizationType":"API_KEY","AuthParameters":{` +
		`"ApiKeyAuthParameters":{"ApiKeyName":"X-Api-Key","ApiKeyValue":"0123456789abcdef0123456789abcdef"},` +
		`"InvocationHttpParameters":{"HeaderParameters":[{"Key":"X-Tenant","Value":"benchmark","IsValueSecret":false}]}}}`
}

// numbered names connections as Terraform's count does.
func numbered(i int) string { return fmt.Sprintf("connection-%08d", i) }

// named spreads the names, as people do who choose them.
func named(i int) string { return fmt.Sprintf("connection-%08x", uint32(i)*2654435761) }

func nameOnly(name string) string { return `{"Name":"` + name + `"}` }

// measured is an operation in a run of rates.
type measured struct {
	name string
	size int // of its answer, in bytes
	next func(*population) call
}

// population counts the connections that creates have left.
type population struct{ created int }

func (p *population) after(operation string, calls int) {
	switch operation {
	case "CreateConnection":
		p.created += calls
	case "DeleteConnection":
		p.created = max(pages, p.created-calls)
	}
}

// operations are in an order in which each finds what it needs.
func operations() []measured {
	return []measured{
		{"DescribeConnection", 0, func(*population) call {
			return func(n int) (string, string) { return "DescribeConnection", nameOnly(numbered(n % pages)) }
		}},
		{"ListConnections of 10", 0, func(*population) call {
			return func(int) (string, string) { return "ListConnections", `{"Limit":10}` }
		}},
		{"ListConnections of 100", 0, func(*population) call {
			return func(int) (string, string) { return "ListConnections", `{"Limit":100}` }
		}},
		{"CreateConnection", 0, func(p *population) call {
			first := p.created
			return func(n int) (string, string) { return "CreateConnection", body(numbered(first + n)) }
		}},
		{"UpdateConnection", 0, func(p *population) call {
			return func(n int) (string, string) {
				return "UpdateConnection", `{"Name":"` + numbered(n%pages) +
					`","Description":"changed by the benchmark"}`
			}
		}},
		{"DeleteConnection", 0, func(p *population) call {
			last := p.created
			return func(n int) (string, string) {
				if i := last - 1 - n; i >= pages {
					return "DeleteConnection", nameOnly(numbered(i))
				}
				return "", ""
			}
		}},
	}
}

// contest is a run of rates.
type contest struct {
	machine                 *machine
	span                    time.Duration // of one measurement
	emulator, bare, durable *process
	people                  *population
	found                   map[string]*comparison // by key
}

// measureRates measures every operation at 1, 16 and 64 callers, each round of it beside the bare
// server's.
func measureRates(m *machine, s settings, r *report) error {
	c := &contest{machine: m, span: s.span, found: map[string]*comparison{}}
	data, err := m.folder()
	if err != nil {
		return err
	}
	if c.emulator, err = m.emulator(data); err != nil {
		return err
	}
	defer c.emulator.stop()
	if c.bare, err = m.bare(); err != nil {
		return err
	}
	defer c.bare.stop()
	if c.durable, err = m.durable(); err != nil {
		return err
	}
	defer c.durable.stop()
	if c.people, err = populate(c.emulator.address); err != nil {
		return err
	}
	for range s.rounds {
		for _, n := range callers {
			if err := c.round(n); err != nil {
				return err
			}
		}
	}
	for _, op := range operations() {
		for _, n := range callers {
			r.Rates = append(r.Rates, c.found[key(op.name, n)].median(op.name, n))
		}
	}
	for _, n := range callers {
		r.Durable = append(r.Durable, c.found[key("CreateConnection", n)].durability(n))
	}
	r.Loaded, _ = c.emulator.memory()
	r.BareLoaded, _ = c.bare.memory()
	r.medianCommit(c.found)
	return measureFirst(m, s, r)
}

func key(operation string, callers int) string { return fmt.Sprint(operation, " ", callers) }

// populate makes the first page.
func populate(address string) (*population, error) {
	c, err := dial(address, 0)
	if err != nil {
		return nil, err
	}
	defer c.conn.Close()
	for i := range pages {
		if _, err := c.do("CreateConnection", body(numbered(i))); err != nil {
			return nil, err
		}
	}
	return &population{created: pages}, nil
}

// round measures each operation once, at once followed by the bare server with an answer of the
// same size.
func (c *contest) round(callers int) error {
	for _, op := range operations() {
		size, err := sizeOf(c.emulator.address, op)
		if err != nil {
			return err
		}
		ours, calls, err := c.emulator.load(callers, c.span, 0, op.next(c.people))
		if err != nil {
			return err
		}
		c.people.after(op.name, calls)
		bare, _, err := c.bare.load(callers, c.span, size, op.next(&population{created: 1 << 30}))
		if err != nil {
			return err
		}
		found := c.found[key(op.name, callers)]
		if found == nil {
			found = new(comparison)
			c.found[key(op.name, callers)] = found
		}
		found.ours, found.bare = append(found.ours, ours), append(found.bare, bare)
		if op.name == "CreateConnection" {
			if err := c.store(callers, size, op.next(c.people), found); err != nil {
				return err
			}
		}
	}
	return nil
}

// store measures what else a create is held against: the durable server and, for one caller, a
// bbolt commit.
func (c *contest) store(callers, size int, next call, found *comparison) error {
	durable, _, err := c.durable.load(callers, c.span, size, next)
	if err != nil {
		return err
	}
	found.durable = append(found.durable, durable)
	if callers > 1 {
		return nil
	}
	commit, err := c.machine.commits(c.span)
	found.commit = append(found.commit, commit)
	return err
}

// sizeOf is the size of the operation's answer: for those that write, of one like it.
func sizeOf(address string, op measured) (int, error) {
	operation, body := op.next(&population{created: pages})(0)
	switch op.name {
	case "CreateConnection", "UpdateConnection", "DeleteConnection":
		return len(
			`{"ConnectionArn":"arn:aws:events:us-east-1:000000000000:connection/connection-00000000/00000000-0000-0000-0000-000000000000","ConnectionState":"AUTHORIZED","CreationTime":1.790461692E9,"LastModifiedTime":1.790461692E9}`,
		), nil
	}
	c, err := dial(address, 0)
	if err != nil {
		return 0, err
	}
	defer c.conn.Close()
	return c.do(operation, body)
}

// commits measures bbolt alone: one record of a connection's size in each commit, one after
// another.
func (m *machine) commits(span time.Duration) (rate, error) {
	dir, err := m.folder()
	if err != nil {
		return rate{}, err
	}
	db, err := bbolt.Open(filepath.Join(dir, "raw.db"), 0o600, nil)
	if err != nil {
		return rate{}, err
	}
	defer db.Close()
	record := []byte(strings.Repeat("x", 1200))
	var times []time.Duration
	began := time.Now()
	for n := 0; time.Since(began) < span; n++ {
		before := time.Now()
		err := db.Update(func(tx *bbolt.Tx) error {
			bucket, err := tx.CreateBucketIfNotExists([]byte("records"))
			if err != nil {
				return err
			}
			return bucket.Put([]byte(numbered(n)), record)
		})
		if err != nil {
			return rate{}, err
		}
		times = append(times, time.Since(before))
	}
	return summary(times, time.Since(began)), nil
}

// comparison collects the rounds of one operation at one number of callers.
type comparison struct{ ours, bare, durable, commit []rate }

func (c *comparison) median(operation string, callers int) compared {
	return compared{operation, callers, middle(c.ours), middle(c.bare), ratio(c.ours, c.bare)}
}

func (c *comparison) durability(callers int) durability {
	return durability{callers, middle(c.durable), ratio(c.durable, c.bare), ratio(c.ours, c.durable)}
}

// ratio is the median of the rounds' ratios.
func ratio(some, others []rate) float64 {
	var ratios []float64
	for i := range some {
		ratios = append(ratios, some[i].PerSecond/others[i].PerSecond)
	}
	return median(ratios)
}

func middle(rates []rate) rate {
	sorted := slices.SortedFunc(
		slices.Values(rates), func(a, b rate) int { return int(a.PerSecond - b.PerSecond) },
	)
	return sorted[len(sorted)/2]
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}
