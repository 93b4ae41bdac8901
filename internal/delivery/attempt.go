package delivery

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/eventbridge-connections/emulator/internal/invocation"
	"github.com/eventbridge-connections/emulator/internal/outbound"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// do does a job.
func (s *Service) do(ctx context.Context, j job, at place) error {
	switch j.Kind {
	case authorizeJob:
		return s.authorize(ctx, j, at)
	case buryJob:
		return s.sendLetter(ctx, j, at)
	}
	return s.deliver(ctx, j, at)
}

// An attempt is one try of a delivery on its way.
type attempt struct {
	delivery *Delivery
	call     *call
	at       place
}

// deliver tries a delivery once.
func (s *Service) deliver(ctx context.Context, j job, at place) error {
	a, err := s.load(ctx, j, at)
	if err != nil || a == nil {
		return err
	}
	if a.call.failed != nil {
		return s.conclude(ctx, a, result{letter: *a.call.failed, final: a.call.final})
	}
	s.jobs.pace(at.lane, a.call.rate())
	return s.conclude(ctx, a, s.send(ctx, a))
}

// load reads what is to be tried. It returns nil where there is nothing to try any more.
func (s *Service) load(ctx context.Context, j job, at place) (*attempt, error) {
	a, err := transaction.View(ctx, s.Store, func(tx *transaction.Tx) (*attempt, error) {
		tx = tx.As(j.owner())
		d, err := deliveries.Get(tx, j.ID)
		if err != nil || d == nil {
			return nil, err
		}
		t, err := s.targetOf(tx, d)
		if err != nil || t == nil {
			return nil, err
		}
		c, err := s.prepare(tx, d, t)
		return &attempt{d, c, at}, err
	})
	if a == nil && err == nil {
		err = s.giveUp(ctx, j, at)
	}
	return a, err
}

// giveUp ends a delivery that has lost its rule or its target.
func (s *Service) giveUp(ctx context.Context, j job, at place) error {
	_, err := transaction.Update(ctx, s.Store, func(tx *transaction.Tx) (none struct{}, err error) {
		tx = tx.As(j.owner())
		d, err := deliveries.Get(tx, j.ID)
		if err == nil && d != nil {
			err = s.finish(tx, d, Ended, "its rule or its target is gone")
		}
		return none, errors.Join(err, at.done(tx))
	})
	return err
}

// A result is what came of an attempt.
type result struct {
	attempt Attempt
	answer  *outbound.Answer
	letter  letter // of what is no success
	unsent  bool   // no route leads there
	final   bool   // another attempt would not help
}

// send sends the request of an attempt.
func (s *Service) send(ctx context.Context, a *attempt) result {
	request := a.call.request
	if request.NeedsToken {
		token, failed := s.token(ctx, a.delivery.owner(), &a.call.credentials)
		if failed != nil {
			return result{letter: *failed, attempt: Attempt{Failure: failed.Text}}
		}
		request = request.WithToken(token)
	}
	began := time.Now()
	answer, fault, err := s.call(ctx, Invoke, a.call.destination.Name, a.delivery.owner(), request.Reveal())
	r := judge(answer, err)
	r.attempt.Seconds, r.attempt.Fault = time.Since(began).Seconds(), fault
	return r
}

// judge tells what an answer, or the want of one, means (DOCUMENTED).
func judge(answer *outbound.Answer, err error) result {
	failed, ofNetwork := errors.AsType[*outbound.Error](err)
	switch {
	case errors.Is(err, outbound.ErrNoRoute):
		return result{unsent: true}
	case ofNetwork:
		return result{letter: letterOf(failed), attempt: Attempt{Failure: string(failed.Kind)}}
	case err != nil:
		return result{letter: unreachable, attempt: Attempt{Failure: "the request cannot be sent"}, final: true}
	}
	r := result{answer: answer, attempt: Attempt{Status: answer.Status, Response: beginning(answer.Body)}}
	if answer.Status < 200 || answer.Status > 299 {
		r.letter, r.final = errStatus(answer.Status), !retried(answer.Status)
	}
	return r
}

// retried are the answers after which a call is tried again (DOCUMENTED).
func retried(status int) bool {
	return status >= 500 || slices.Contains([]int{401, 407, 409, 429}, status)
}

// shownResponse is how many bytes of an answer are kept.
const shownResponse = 1024

func beginning(body []byte) string { return string(body[:min(len(body), shownResponse)]) }

// call makes a call, or has a fault answer it.
func (s *Service) call(
	ctx context.Context, operation, resource string, by owner, m invocation.Message,
) (*outbound.Answer, string, error) {
	answer, fault, err := s.Faults.Answer(ctx, operation, resource, by)
	if fault != "" || err != nil {
		return answer, fault, err
	}
	answer, err = s.Client.Send(ctx, m)
	return answer, "", err
}

// conclude notes what came of an attempt. What was in flight when all was reset changes nothing.
func (s *Service) conclude(ctx context.Context, a *attempt, r result) error {
	if ctx.Err() != nil && r.answer == nil {
		return ctx.Err() // it is tried again by the next process
	}
	_, err := transaction.Update(context.WithoutCancel(ctx), s.Store, func(tx *transaction.Tx) (none struct{}, err error) {
		tx = tx.As(a.delivery.owner())
		d, err := deliveries.Get(tx, a.delivery.ID)
		if err != nil {
			return none, err
		}
		if err := a.at.done(tx); err != nil || d == nil {
			return none, err
		}
		return none, s.note(tx, d, a, r)
	})
	return err
}

// note stores an attempt, and decides what is next.
func (s *Service) note(tx *transaction.Tx, d *Delivery, a *attempt, r result) error {
	d.show(a.call)
	if r.unsent {
		return s.endUnsent(tx, d, a.call)
	}
	r.attempt.Time = tx.Now()
	if r.attempt.Status == 0 && r.attempt.Failure == "" {
		r.attempt.Failure = r.letter.Text
	}
	d.addAttempt(r.attempt)
	if err := s.heed(tx, a, r); err != nil {
		return err
	}
	switch {
	case r.letter == (letter{}):
		return s.finish(tx, d, Delivered, "")
	case r.final:
		return s.die(tx, d, r.letter)
	}
	return s.again(tx, d, r)
}

// shownAttempts is how many attempts are kept, the first and the last ones.
const shownAttempts = 200

func (d *Delivery) addAttempt(a Attempt) {
	if len(d.Attempts) == shownAttempts {
		d.Attempts = slices.Delete(d.Attempts, 1, 2)
	}
	d.Attempts = append(d.Attempts, a)
}

// again has a delivery tried again, unless its policy ends it.
func (s *Service) again(tx *transaction.Tx, d *Delivery, r result) error {
	next := tx.Now().Add(d.backOff(r.answer, tx.Now()))
	end := d.Time.Add(time.Duration(d.Retry.MaximumEventAgeInSeconds) * time.Second)
	switch {
	case len(d.Attempts) > d.Retry.MaximumRetryAttempts:
		return s.exhaust(tx, d, r.letter, attemptsUsed)
	case next.After(end):
		return s.exhaust(tx, d, r.letter, ageReached)
	}
	d.Next = next
	if err := deliveries.Put(tx, d.ID, d); err != nil {
		return err
	}
	return s.retries().Put(tx, next, d.ID, d.ID)
}

// heed tells the connection what an answer means for it: a refusal deauthorizes one with a password or
// a key (DOCUMENTED), and one with a token when a new token is refused too (INFERRED).
func (s *Service) heed(tx *transaction.Tx, a *attempt, r result) error {
	if r.letter == (letter{}) {
		s.tokens.accepted(a.call.credentials.ARN)
	}
	if r.answer == nil || r.answer.Status != 401 && r.answer.Status != 407 {
		return nil
	}
	c, arn := &a.call.credentials, a.call.destination.ConnectionARN
	if c.Connection.AuthorizationType == invocation.OAuthClientCredentials && !s.tokens.refused(arn, c.Version) {
		return nil
	}
	return s.Connections.Deauthorize(tx, arn, refusedReason(r.answer.Status))
}

// sendLetter puts a dead letter into its queue, once.
func (s *Service) sendLetter(ctx context.Context, j job, at place) error {
	d, err := transaction.View(ctx, s.Store, func(tx *transaction.Tx) (*Delivery, error) {
		return deliveries.Get(tx.As(j.owner()), j.ID)
	})
	if err != nil {
		return err
	}
	reason := ""
	if d != nil {
		if answer, err := s.Client.Send(ctx, d.message()); err != nil {
			reason = "; the dead letter could not be sent: " + err.Error()
		} else if answer.Status != 200 {
			reason = "; the queue did not take the dead letter"
		}
	}
	_, err = transaction.Update(ctx, s.Store, func(tx *transaction.Tx) (none struct{}, err error) {
		tx = tx.As(j.owner())
		d, err := deliveries.Get(tx, j.ID)
		if err != nil || d == nil {
			return none, errors.Join(err, at.done(tx))
		}
		return none, errors.Join(at.done(tx), s.finish(tx, d, Dead, d.Reason+reason))
	})
	return err
}
