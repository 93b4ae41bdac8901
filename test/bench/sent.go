package main

import "fmt"

// goals are what is aimed at with events that go out.
func (d *deliveries) goals() []goal {
	if d == nil {
		return nil
	}
	crowd := fmt.Sprintf("with %s deliveries that wait, to that with %d", count(waiting), few)
	start := fmt.Sprintf("A start %s (%.1f ms, %.1f ms)", crowd, d.Crowded, d.Start)
	own := fmt.Sprintf("Anonymous memory %s (%s, %s)", crowd, mb(d.OwnCrowd), mb(d.Own))
	return []goal{
		atLeast(
			"PutEvents of one entry with one match at 16 callers, to CreateConnection's rate",
			d.PutToCreate, 0.8,
		),
		atLeast(
			fmt.Sprintf("Deliveries over %d destinations, to the bare sender's rate", spread), d.ToBare, 0.4,
		),
		atMost("An event that is alone at its receiver, to the bare sender's time", d.IdleToBare, 2.5),
		atMost(start, d.Crowded/d.Start, 3),
		atMost(own, float64(d.OwnCrowd)/float64(d.Own), 1.25),
	}
}

func (d *deliveries) show(p func(string, ...any)) {
	if d == nil {
		return
	}
	p("\n## Events that go out\n\nThe bare sender commits the body of a call to bbolt, answers, "+
		"sends it with net/http and commits again. The rate counts from the first of %s calls of 16 "+
		"callers to the arrival of the last event at its receiver.\n\n"+
		"| | Emulator | Bare sender | Ratio |\n| --- | --: | --: | --: |", count(run))
	p("| Deliveries a second | %.0f | %.0f | %.2f |", d.Ours, d.Bare, d.ToBare)
	p("| An event that is alone, from the call to its receiver | %s | %s | %.2f |",
		us(d.Idle), us(d.BareIdle), d.IdleToBare)
	p("\nPutEvents of one entry with one match at 16 callers: %.0f calls/s, p50 %s, p99 %s. "+
		"CreateConnection beside it: %.0f calls/s.",
		d.Put.PerSecond, us(d.Put.P50), us(d.Put.P99), d.Create.PerSecond)
}
