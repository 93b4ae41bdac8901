package schedule

import "math/bits"

// A set is one of small numbers, each a bit.
type set uint64

// only returns the set of one number.
func only(n int) set { return 1 << n }

// between returns the set of all numbers of a range.
func between(from, to int) set { return (only(to+1) - 1) &^ (only(from) - 1) }

func (s set) has(n int) bool { return s&only(n) != 0 }

// from returns the first number that is not less than the given one.
func (s set) from(n int) (int, bool) {
	rest := s &^ (only(n) - 1)
	return bits.TrailingZeros64(uint64(rest)), rest != 0
}
