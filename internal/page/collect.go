package page

import (
	"errors"
	"iter"
)

// An Item is one of the things that a list goes through, with its place in the order of the list.
type Item[T any] struct {
	Key   string
	Value *T
}

// Items are the things that a list goes through, in order. An error ends them.
type Items[T any] = iter.Seq2[Item[T], error]

// A Query is the page that a caller asks for.
type Query struct {
	Limit    int      // entries on a page
	Token    *string  // the token of the page before; nil asks for the first page
	Bound    []string // what a token of this list is good for
	Looked   int      // how many items one call looks at; 0 is as many as it takes
	BadToken error    // what Collect returns for a token that is not of this list
}

// Collect returns one page of what items yields after a place, and the token of the next page, nil
// on the last one. The function show turns an item into an entry, or leaves it out.
//
// Errors: q.BadToken, and those of items and show.
func Collect[T, Entry any](
	s *Sealer, q Query, items func(after string) Items[T], show func(*T) (Entry, bool, error),
) (entries []Entry, next *string, err error) {
	after, err := s.Continue(q.Token, q.Bound...)
	if errors.Is(err, ErrInvalid) {
		return nil, nil, q.BadToken
	}
	entries = []Entry{}
	looked, last := 0, ""
	for item, err := range items(after) {
		if err != nil {
			return nil, nil, err
		}
		if len(entries) == q.Limit || looked == q.Looked && looked > 0 {
			return entries, new(s.Seal(last, q.Bound...)), nil
		}
		entry, shown, err := show(item.Value)
		if err != nil {
			return nil, nil, err
		}
		if shown {
			entries = append(entries, entry)
		}
		looked, last = looked+1, item.Key
	}
	return entries, nil, nil
}

// All returns a show function of [Collect] that leaves nothing out.
func All[T, Entry any](entry func(*T) Entry) func(*T) (Entry, bool, error) {
	return func(v *T) (Entry, bool, error) { return entry(v), true, nil }
}
