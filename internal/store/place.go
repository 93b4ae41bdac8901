package store

import (
	"bytes"
	"errors"
	"strings"
)

// Shelf is what one account and region own; two callers never see each other's shelf.
type Shelf struct{ Account, Region string }

var errShelf = errors.New("an account or region with a zero byte")

// placeOf returns where a record lies: its table, account, region and key. The zero bytes between
// them keep shelves apart whose names begin alike. With an empty key it is the prefix of all places
// on the shelf.
func placeOf(table string, s Shelf, key string) ([]byte, error) {
	if strings.ContainsRune(s.Account, 0) || strings.ContainsRune(s.Region, 0) {
		return nil, errShelf
	}
	at := make([]byte, 0, len(table)+len(s.Account)+len(s.Region)+len(key)+3)
	for _, name := range []string{table, s.Account, s.Region} {
		at = append(append(at, name...), 0)
	}
	return append(at, key...), nil
}

// shelfOf returns the part of a record's place that it shares with all others on its shelf.
func shelfOf(at []byte) []byte {
	end := 0
	for range 3 {
		end += bytes.IndexByte(at[end:], 0) + 1
	}
	return at[:end:end]
}

// splitShelf returns the table and the shelf that the prefix of a place names.
func splitShelf(prefix []byte) (table string, s Shelf) {
	names := strings.SplitN(string(prefix), "\x00", 4)
	if len(names) < 3 { // in a damaged file alone
		return "", Shelf{}
	}
	return names[0], Shelf{names[1], names[2]}
}

// following returns the first place after another.
func following(at []byte) []byte { return append(bytes.Clone(at), 0) }
