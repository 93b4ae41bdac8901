package secrets

import (
	"iter"
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/secretsmanager"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// place is where a list stands: in front of the secret with this key in its
// order, or in front of nothing.
type place struct {
	key    string
	secret *secret
}

// sorted yields the places of an order, up or down, from the first after the
// given key. A place of the base is empty when its secret stands elsewhere in this order.
func sorted(tx *store.Tx, c awsapi.Caller, by secretsmanager.SortByType, down bool, after string) iter.Seq2[place, error] {
	return func(yield func(place, error) bool) {
		for key, err := range keys(tx, c, by, down, after) {
			var s *secret
			if err == nil {
				s, err = table.Get(tx, transaction.Shelf(c), key[len(prefix(by)+never+" "):])
			}
			if s != nil && s.keyBy(by) != key {
				s = nil
			}
			if !yield(place{key, s}, err) || err != nil {
				return
			}
		}
	}
}

// keys yields the entries of an order merged with the keys that its base stands for.
func keys(tx *store.Tx, c awsapi.Caller, by secretsmanager.SortByType, down bool, after string) iter.Seq2[string, error] {
	own := stream{order, prefix(by), prefix(by)}.keys(tx, c, down, after)
	base := orders[by].base
	switch base {
	case "":
		return own
	case byName:
		return merged(own, stream{names, "", prefix(by) + never + " "}.keys(tx, c, down, after), down)
	}
	return merged(own, stream{order, prefix(base), prefix(by)}.keys(tx, c, down, after), down)
}

// merged yields two sorted sequences of keys as one, what is in both once. An error of either comes at once.
func merged(a, b iter.Seq2[string, error], down bool) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		next, stop := iter.Pull2(b)
		defer stop()
		other, failed, more := next()
		for key, err := range a {
			for ; more && err == nil && (failed != nil || ahead(other, key, down)); other, failed, more = next() {
				if !yield(other, failed) {
					return
				}
			}
			if more && other == key { // an earlier version kept entries that the base makes needless
				other, failed, more = next()
			}
			if !yield(key, err) {
				return
			}
		}
		for ; more; other, failed, more = next() {
			if !yield(other, failed) {
				return
			}
		}
	}
}

// ahead tells whether a key comes before another.
func ahead(key, other string, down bool) bool {
	if down {
		return key > other
	}
	return key < other
}

// names is the table of the secrets, of which no more than the keys are read.
var names = store.Table[struct{}]{Name: table.Name}

// stream is a part of an order: the keys of a table that begin with the prefix, which stand there with another beginning.
type stream struct {
	table      store.Table[struct{}]
	prefix, as string
}

// keys yields the part from the first after a key of the order. A key that is
// not of this part is past it: what was never accessed comes before what was.
func (s stream) keys(tx *store.Tx, c awsapi.Caller, down bool, after string) iter.Seq2[string, error] {
	from := ""
	if after != "" {
		rest, within := strings.CutPrefix(after, s.as)
		if !within {
			rest = "\xff" // which no name has
		}
		from = s.prefix + rest
	}
	scan := s.table.Scan
	if down {
		scan = s.table.ScanDown
	}
	return func(yield func(string, error) bool) {
		for item, err := range scan(tx, transaction.Shelf(c), s.prefix, from) {
			if !yield(s.as+strings.TrimPrefix(item.Key, s.prefix), err) {
				return
			}
		}
	}
}
