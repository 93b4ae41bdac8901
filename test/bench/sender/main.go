// Command sender commits the body of each call to bbolt and answers. It sends the body on with
// net/http, 16 at a time, and commits again that this is done. Its arguments are the file of bbolt
// and the URL that bodies are sent to. Bodies that come while a commit is written share the next
// one.
package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"os"

	"go.etcd.io/bbolt"

	"github.com/eventbridge-connections/emulator/test/bench/canned"
)

// atOnce is how many bodies are on their way at once, as many as the emulator's deliveries.
const atOnce = 16

func main() {
	fmt.Fprintln(os.Stderr, run(os.Args[1], os.Args[2]))
	os.Exit(1)
}

func run(path, to string) error {
	db, err := bbolt.Open(
		path, 0o600, &bbolt.Options{NoFreelistSync: true, FreelistType: bbolt.FreelistMapType},
	)
	if err != nil {
		return err
	}
	defer db.Close()
	s := &sender{to: to, changes: make(chan change, 1000), waiting: make(chan event, 1_000_000)}
	go s.commit(db)
	for range atOnce {
		go s.work()
	}
	return canned.Serve(s.take)
}

type sender struct {
	to      string
	changes chan change
	waiting chan event
}

// An event is a body with the key that it is stored under.
type event struct {
	key  uint64
	body []byte
}

// A change stores an event, or deletes it where its body is nil.
type change struct {
	event
	done chan event // gets the event with its key
}

// make waits until the change is on disk.
func (s *sender) make(e event) event {
	c := change{e, make(chan event, 1)}
	s.changes <- c
	return <-c.done
}

func (s *sender) take(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	if r.Header.Get("X-Amz-Target") == "AWSEvents.PutEvents" {
		s.waiting <- s.make(event{body: body})
	}
	canned.Answer(w, r)
}

func (s *sender) work() {
	for e := range s.waiting {
		answer, err := http.Post(s.to, "application/json; charset=utf-8", bytes.NewReader(e.body))
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			continue
		}
		_, _ = io.Copy(io.Discard, answer.Body)
		answer.Body.Close()
		s.make(event{key: e.key})
	}
}

func (s *sender) commit(db *bbolt.DB) {
	for first := range s.changes {
		group := []change{first}
		for len(s.changes) > 0 {
			group = append(group, <-s.changes)
		}
		if err := db.Update(func(tx *bbolt.Tx) error { return write(tx, group) }); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		for _, c := range group {
			c.done <- c.event
		}
	}
}

func write(tx *bbolt.Tx, group []change) error {
	events, err := tx.CreateBucketIfNotExists([]byte("events"))
	if err != nil {
		return err
	}
	for i := range group {
		c := &group[i]
		if c.body == nil {
			err = events.Delete(binary.BigEndian.AppendUint64(nil, c.key))
		} else if c.key, err = events.NextSequence(); err == nil {
			err = events.Put(binary.BigEndian.AppendUint64(nil, c.key), c.body)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
