package store_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
	"go.etcd.io/bbolt"

	"github.com/eventbridge-connections/emulator/internal/store"
)

// filler makes a record about as large as a connection with its secret.
var filler = strings.Repeat("x", 800)

// fill puts n records into the shelf .
func fill(b *testing.B, s *store.Store, n int) {
	b.Helper()
	for from := 0; from < n; from += 10_000 {
		err := s.Update(b.Context(), func(tx *store.Tx) error {
			var errs []error
			for i := from; i < min(n, from+10_000); i++ {
				errs = append(errs, fruits.Put(tx, home, keyOf(i), &fruit{keyOf(i), filler}))
			}
			return errors.Join(errs...)
		})
		require.NoError(b, err)
	}
}

// keyOf spreads the records over the shelf, as names do that people choose.
func keyOf(i int) string { return fmt.Sprintf("%08x", uint32(i)*2654435761) }

var sizes = []int{1_000, 10_000, 100_000, 1_000_000}

// sized runs the benchmark on a store of each size; the two largest are left out with -short.
func sized(b *testing.B, fn func(b *testing.B, dir string, n int)) {
	b.Helper()
	for _, n := range sizes {
		if testing.Short() && n > 10_000 {
			continue
		}
		dir := b.TempDir()
		s := open(b, dir, store.Options{})
		fill(b, s, n)
		require.NoError(b, s.Close())
		b.Run(fmt.Sprint(n), func(b *testing.B) { fn(b, dir, n) })
	}
}

func BenchmarkOpen(b *testing.B) {
	b.Run("new", func(b *testing.B) {
		dir := b.TempDir()
		for n := 0; b.Loop(); n++ {
			s, err := store.Open(filepath.Join(dir, fmt.Sprint(n)), store.Options{})
			require.NoError(b, err)
			require.NoError(b, s.Close())
		}
	})
	sized(b, func(b *testing.B, dir string, _ int) {
		for b.Loop() {
			s, err := store.Open(dir, store.Options{})
			require.NoError(b, err)
			b.StopTimer()
			require.NoError(b, s.Close())
			b.StartTimer()
		}
	})
}

func BenchmarkTable_Get(b *testing.B) {
	sized(b, func(b *testing.B, dir string, n int) {
		s := open(b, dir, store.Options{})
		i := 0
		for b.Loop() {
			get(b, s, home, keyOf(i%n))
			i++
		}
	})
}

func BenchmarkTable_Scan(b *testing.B) {
	sized(b, func(b *testing.B, dir string, n int) {
		s := open(b, dir, store.Options{})
		i := 0
		for b.Loop() {
			left := 100
			require.NoError(b, s.View(b.Context(), func(tx *store.Tx) error {
				for _, err := range fruits.Scan(tx, home, "", keyOf(i%n)) {
					if left--; err != nil || left == 0 {
						return err
					}
				}
				return nil
			}))
			i++
		}
	})
}

// BenchmarkStore_Update puts new records with so many callers at once; bbolt beside it commits one
// record at a time.
func BenchmarkStore_Update(b *testing.B) {
	b.Run("bbolt", func(b *testing.B) {
		db, err := bbolt.Open(filepath.Join(b.TempDir(), "raw.db"), os.FileMode(0o600), nil)
		require.NoError(b, err)
		defer func() { require.NoError(b, db.Close()) }()
		for n := 0; b.Loop(); n++ {
			require.NoError(b, db.Update(func(tx *bbolt.Tx) error {
				bucket, err := tx.CreateBucketIfNotExists([]byte("fruits"))
				return errors.Join(err, bucket.Put([]byte(keyOf(n)), []byte(filler)))
			}))
		}
	})
	for _, callers := range []int{1, 16, 64} {
		b.Run(fmt.Sprintf("%d callers", callers), func(b *testing.B) {
			benchmarkUpdate(b, callers, store.Options{})
		})
	}
	b.Run("16 callers, ephemeral", func(b *testing.B) {
		benchmarkUpdate(b, 16, store.Options{Ephemeral: true})
	})
}

func benchmarkUpdate(b *testing.B, callers int, o store.Options) {
	b.Helper()
	s := open(b, b.TempDir(), o)
	var next atomic.Int64
	next.Store(-1)
	done := make(chan error, callers)
	b.ResetTimer()
	for range callers {
		go func() {
			for {
				n := int(next.Add(1))
				if n >= b.N {
					done <- nil
					return
				}
				err := s.Update(b.Context(), func(tx *store.Tx) error {
					return fruits.Put(tx, home, keyOf(n), &fruit{keyOf(n), filler})
				})
				if err != nil {
					done <- err
					return
				}
			}
		}()
	}
	for range callers {
		require.NoError(b, <-done)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "writes/s")
}
