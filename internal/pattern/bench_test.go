package pattern_test

import (
	"fmt"
	"testing"

	"github.com/eventbridge-connections/emulator/internal/pattern"
)

const delivered = `{"version":"0","id":"5e0f7a3c-1111-2222-3333-444455556666",` +
	`"detail-type":"Basket Delivered","source":"orchard.delivery","account":"123456789012",` +
	`"time":"2026-09-01T10:00:00Z","region":"eu-west-1","resources":[],` +
	`"detail":{"state":"delivered","weight":7.5,` +
	`"fruits":[{"name":"pear","n":3},{"name":"fig","n":1}]}}`

// rule is the pattern of a rule that names its source.
func rule(b *testing.B, source string) *pattern.Pattern {
	return parse(b, fmt.Sprintf(`{"source":[%q],"detail-type":["Basket Delivered"],`+
		`"detail":{"state":[{"prefix":"deli"}],"weight":[{"numeric":[">",5]}]}}`, source))
}

// BenchmarkMatches_bus holds a read event against the 300 rules of a bus that name other sources.
// It reports how many times the cost of the one rule that matches that is; 20 is the most that it
// may be.
func BenchmarkMatches_bus(b *testing.B) {
	event := read(b, delivered)
	var one float64
	b.Run("1 rule that matches", func(b *testing.B) {
		p := rule(b, "orchard.delivery")
		for b.Loop() {
			if !p.Matches(event) {
				b.Fatal("the rule does not match")
			}
		}
		one = float64(b.Elapsed()) / float64(b.N)
	})
	b.Run("300 rules of other sources", func(b *testing.B) {
		var others []*pattern.Pattern
		for i := range 300 {
			others = append(others, rule(b, fmt.Sprintf("orchard.branch%03d", i)))
		}
		for b.Loop() {
			for _, p := range others {
				if p.Matches(event) {
					b.Fatal("a rule of another source matches")
				}
			}
		}
		b.ReportMetric(float64(b.Elapsed())/float64(b.N)/one, "times-one")
	})
}

func BenchmarkMatches_elementsOfLists(b *testing.B) {
	event := read(b, delivered)
	p := parse(b, `{"detail":{"fruits":{"name":["fig"],"n":[{"numeric":["<",2]}]}}}`)
	b.ReportAllocs()
	for b.Loop() {
		if !p.Matches(event) {
			b.Fatal("the pattern does not match")
		}
	}
}

func BenchmarkReadEvent(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		read(b, delivered)
	}
}

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		rule(b, "orchard.delivery")
	}
}
