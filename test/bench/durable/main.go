// Command durable does nothing with a call but put its body into bbolt, as a connection and as its
// secret, and answer it when that is on disk. Calls that come while a commit is written share the
// next one.
package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"os"

	"go.etcd.io/bbolt"

	"github.com/eventbridge-connections/emulator/test/bench/canned"
)

func main() {
	fmt.Fprintln(os.Stderr, run(os.Args[1]))
	os.Exit(1)
}

func run(path string) error {
	db, err := bbolt.Open(
		path, 0o600, &bbolt.Options{NoFreelistSync: true, FreelistType: bbolt.FreelistMapType},
	)
	if err != nil {
		return err
	}
	defer db.Close()
	puts := make(chan put, 1000)
	go commit(db, puts)
	return canned.Serve(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err == nil {
			p := put{body, make(chan error, 1)}
			puts <- p
			err = <-p.done
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		canned.Answer(w, r)
	})
}

// put is a body on its way to the disk.
type put struct {
	body []byte
	done chan error
}

func commit(db *bbolt.DB, puts <-chan put) {
	for first := range puts {
		group := []put{first}
		for len(puts) > 0 {
			group = append(group, <-puts)
		}
		err := db.Update(func(tx *bbolt.Tx) error { return write(tx, group) })
		for _, p := range group {
			p.done <- err
		}
	}
}

// write puts each body under a key behind all others, and once more beside that.
func write(tx *bbolt.Tx, group []put) error {
	records, err := tx.CreateBucketIfNotExists([]byte("records"))
	if err != nil {
		return err
	}
	for _, p := range group {
		n, err := records.NextSequence()
		if err != nil {
			return err
		}
		key := binary.BigEndian.AppendUint64(nil, n)
		for _, key := range [][]byte{key, append(key, "/secret"...)} {
			if err := records.Put(key, p.body); err != nil {
				return err
			}
		}
	}
	return nil
}
