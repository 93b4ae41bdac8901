package secrets_test

import (
	"testing"
)

// BenchmarkVault_Create makes a hundred secrets with a commit, so that what
// shows is what a secret costs, and not the commit.
func BenchmarkVault_Create(b *testing.B) {
	r := open(b)
	b.ReportAllocs()
	for made := 0; b.Loop(); made++ {
		if made%100 == 0 {
			r.crowd(b, 100)
		}
	}
}
