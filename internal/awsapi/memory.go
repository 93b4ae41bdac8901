package awsapi

import (
	"context"
	"hash/maphash"
	"math/rand/v2"
	"strings"
	"sync"
)

// A Memory keeps answers together with what tells how long they are true, and gives them again to whoever asks the same
// while they are. It keeps nothing of a question that is asked for the first time: most of those are not asked again,
// and whoever goes through everything once leaves it as it was. The zero value is empty and ready; a nil Memory keeps
// nothing. It is safe for use by many goroutines.
//
// Only answers that an operation says so of take part, by [TrueWhile], and no question with anything in it that the
// model calls sensitive. Everything around the operation runs for every call: the wire reads the request and finds
// out who calls before it asks [Memory.Recall], and interceptors stand before [Memory.Intercept].
type Memory struct {
	mu    sync.Mutex
	known map[question]*known
	bytes int
	seed  maphash.Seed
	asked []uint64 // hashes of what was asked, each in the place that it chooses; nil until something was
}

// The most that a Memory keeps. Which answers go when there are more is left to chance, as nobody knows what is asked next.
const (
	mostKnown       = 1024
	mostBytes       = 4 << 20
	longestQuestion = 4 << 10 // in bytes
	longestAnswer   = 256 << 10
)

// A question is all that an answer that is kept may follow from, but for the data and the time.
type question struct {
	operation       *Operation
	account, region string
	body            string // the request as it came
}

// known is what was found when a question was asked. It is never changed.
type known struct {
	question question
	input    Document // which fits the operation's shape
	request  []byte   // the input without its secrets
	out      *Output
	holds    func() bool
}

// TrueWhile says of the answer to the call under way that it follows from the input, the caller's account and region
// and the stored data alone, for as long as holds tells so; and that it shows no secret. Nothing may be said of a method
// that reads the data in two pieces.
func TrueWhile(ctx context.Context, holds func() bool) {
	if c := callFrom(ctx); c != nil {
		c.holds = holds
	}
}

// Recall tells whether the caller has asked the same before, in the same words. The call is complete then, and need not
// be read from the body. The body must stay as it is until the call is answered.
func (m *Memory) Recall(c *Call, by Caller, body []byte) bool {
	if m == nil || c.Operation == nil || len(body) > longestQuestion {
		return false
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if k := m.known[question{c.Operation, by.Account, by.Region, string(body)}]; k != nil {
		c.Caller, c.Input, c.redacted, c.known = by, k.input, k.request, k
		return true
	}
	if m.heard(body) {
		c.body = body
	}
	return false
}

// heard tells whether there was such a body before, as far as it kept its place. Where another is, chance decides which
// stays: two that are asked by turns would drive each other out for ever.
func (m *Memory) heard(body []byte) bool {
	if m.asked == nil {
		m.seed, m.asked = maphash.MakeSeed(), make([]uint64, mostKnown)
	}
	hash := maphash.Bytes(m.seed, body)
	at := &m.asked[hash%uint64(len(m.asked))]
	if *at == hash {
		return true
	}
	if *at == 0 || rand.Uint32()%2 == 0 {
		*at = hash
	}
	return false
}

// Intercept gives what was answered before, where that is still true, and keeps what is answered otherwise.
func (m *Memory) Intercept(next Handler) Handler {
	return func(ctx context.Context, c *Call) (*Output, error) {
		if c.known != nil && c.known.holds() {
			return c.known.out, nil
		}
		out, err := next(ctx, c)
		if err == nil && out != nil && c.holds != nil {
			m.learn(c, out)
		}
		return out, err
	}
}

// learn keeps the answer to a question that was recalled, or is asked again.
func (m *Memory) learn(c *Call, out *Output) {
	if c.known == nil && (c.body == nil || c.Operation.Input.secretive()) || len(out.JSON()) > longestAnswer {
		return
	}
	k := &known{input: c.Input, request: c.Redacted(), out: out.written(), holds: c.holds}
	if c.known != nil {
		k.question = c.known.question
	} else {
		k.question = question{c.Operation, strings.Clone(c.Caller.Account), strings.Clone(c.Caller.Region), string(c.body)}
	}
	m.keep(k)
}

func (m *Memory) keep(k *known) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known == nil {
		m.known = map[question]*known{}
	}
	m.forget(k.question)
	for q := range m.known {
		if len(m.known) < mostKnown && m.bytes+k.size() <= mostBytes {
			break
		}
		m.forget(q)
	}
	m.known[k.question] = k
	m.bytes += k.size()
}

func (m *Memory) forget(q question) {
	if k := m.known[q]; k != nil {
		delete(m.known, q)
		m.bytes -= k.size()
	}
}

// size is about how many bytes are kept with the answer: those of the input are counted as often as the body has them.
func (k *known) size() int {
	const fixed = 1024
	n := fixed + 3*len(k.question.body) + len(k.request) + len(k.out.text)
	if k.out.hidden != nil {
		n += len(k.out.redacted)
	}
	return n
}

// written is the output as its text alone, which is not written again.
func (o *Output) written() *Output {
	return &Output{text: o.JSON(), hidden: o.hidden, redacted: o.Redacted()}
}
