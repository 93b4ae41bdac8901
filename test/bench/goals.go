package main

import (
	"fmt"
	"slices"
)

// A goal is a figure with its bound.
type goal struct {
	what         string
	ratio, bound float64
	least        bool // the bound is the least, else the most
}

func atLeast(what string, ratio, bound float64) goal { return goal{what, ratio, bound, true} }

func atMost(what string, ratio, bound float64) goal { return goal{what, ratio, bound, false} }

func (g goal) verdict() string {
	if g.least == (g.ratio >= g.bound) || g.ratio == g.bound {
		return "reached"
	}
	return "**missed**"
}

func (g goal) limit() string {
	if g.least {
		return fmt.Sprintf("at least %.2f", g.bound)
	}
	return fmt.Sprintf("at most %.2f", g.bound)
}

func (r *report) goals(p func(string, ...any)) {
	binary := atMost(
		"Stripped binary, which is all that the image holds, in MB", float64(r.BinaryBytes)/1e6, 12,
	)
	p("## What is aimed at\n\n| Figure | Found | Bound | |\n| --- | --- | --- | --- |")
	for _, g := range slices.Concat(
		r.startGoals(), r.rateGoals(), r.storeGoals(), r.Deliveries.goals(), r.scaleGoals(), []goal{binary},
	) {
		p("| %s | %.2f | %s | %s |", g.what, g.ratio, g.limit(), g.verdict())
	}
}

func (r *report) startGoals() []goal {
	if r.Start == 0 {
		return nil
	}
	start := fmt.Sprintf(
		"Start to first answer, to the bare server's (%.1f ms, %.1f ms)", r.Start, r.BareStart,
	)
	idle := fmt.Sprintf("Idle memory, to the bare server's (%s, %s)", mb(r.Idle), mb(r.BareIdle))
	return []goal{
		atMost(start, r.Start/r.BareStart, 1.4), atMost(idle, float64(r.Idle)/float64(r.BareIdle), 1.8),
	}
}

// rateGoals are those of what is read by 16 callers.
func (r *report) rateGoals() (goals []goal) {
	bounds := map[string]float64{
		"DescribeConnection": 0.75, "ListConnections of 10": 0.65, "ListConnections of 100": 0.30,
	}
	for _, c := range r.Rates {
		if bound := bounds[c.Operation]; bound > 0 && c.Callers == 16 {
			what := fmt.Sprintf("%s at %d callers, to the bare server's rate", c.Operation, c.Callers)
			goals = append(goals, atLeast(what, c.Ratio, bound))
		}
	}
	return goals
}

// storeGoals are those of what is written.
func (r *report) storeGoals() (goals []goal) {
	for _, d := range r.Durable {
		if bound := map[int]float64{16: 0.65, 64: 0.60}[d.Callers]; bound > 0 {
			what := fmt.Sprintf(
				"CreateConnection at %d callers, to the rate of the server that only stores", d.Callers,
			)
			goals = append(goals, atLeast(what, d.Create, bound))
		}
	}
	if r.OneCreate == 0 {
		return goals
	}
	one := fmt.Sprintf("One caller's CreateConnection, to one bbolt commit (%.0f µs)", r.Commit.P50)
	return append(
		goals, atMost(one, r.OneCreate, 2.5),
		atMost("The first CreateConnection in an empty folder, to one bbolt commit", r.FirstCreate, 5),
	)
}

func (r *report) scaleGoals() []goal {
	if len(r.Scale) < 2 {
		return nil
	}
	first, last := r.Scale[0], r.Scale[len(r.Scale)-1]
	to := fmt.Sprintf(
		"at %s connections, to that at %s", count(last.Connections), count(first.Connections),
	)
	return []goal{
		atMost("Describe "+to, last.Describe.P50/first.Describe.P50, 1.5),
		atMost("A page of a list "+to, last.Page.P50/first.Page.P50, 1.5),
		atMost("A start "+to, last.Start/first.Start, 3),
	}
}
