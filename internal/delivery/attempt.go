package delivery

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
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
	return s.update(ctx, j.owner(), func(tx *transaction.Tx) error {
		d, err := deliveries.Get(tx, j.ID)
		if err == nil && d != nil {
			err = s.finish(tx, d, Ended, "its rule or its target is gone")
		}
		return errors.Join(err, at.done(tx))
	})
}

// A result is what came of an attempt.
type result struct {
	attempt Attempt
	answer  *outbound.Answer
	token   awsapi.Secret // that the call was made with
	letter  letter        // of what is no success
	noRoute string        // the address that no route leads to
	final   bool          // another attempt would not help
}

// send sends the request of an attempt.
func (s *Service) send(ctx context.Context, a *attempt) result {
	request, by := a.call.request, a.delivery.owner()
	var token awsapi.Secret
	if request.NeedsToken {
		got := s.token(ctx, by, &a.call.credentials)
		if got.token == nil {
			return result{
				letter: errToken(got.reason), attempt: Attempt{Failure: got.reason}, noRoute: got.noRoute,
			}
		}
		token = got.token.secret
		request = request.WithToken(token)
	}
	began, message := time.Now(), request.Reveal()
	answer, fault, err := s.call(ctx, Invoke, a.call.destination.Name, by, message)
	r := judge(answer, err)
	r.attempt.Seconds, r.attempt.Fault, r.token = time.Since(began).Seconds(), fault, token
	if errors.Is(err, outbound.ErrNoRoute) {
		r.noRoute = message.URL
	}
	if answer != nil {
		r.attempt.Response = beginning(hide(string(answer.Body), request, a.call.credentials.Connection))
	}
	return r
}

// judge tells what an answer, or the want of one, means (DOCUMENTED).
func judge(answer *outbound.Answer, err error) result {
	failed, ofNetwork := errors.AsType[*outbound.Error](err)
	switch {
	case ofNetwork:
		return result{letter: letterOf(failed), attempt: Attempt{Failure: string(failed.Kind)}}
	case err != nil:
		return result{
			letter: unreachable, attempt: Attempt{Failure: "the request cannot be sent"}, final: true,
		}
	}
	r := result{answer: answer, attempt: Attempt{Status: answer.Status}}
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

func beginning(text string) string { return text[:min(len(text), shownResponse)] }

// call makes a call, or has a fault answer it.
func (s *Service) call(
	ctx context.Context, operation, resource string, by owner, m invocation.Message,
) (*outbound.Answer, string, error) {
	answer, fault, err := s.Faults.Answer(ctx, operation, resource, by)
	if answer == nil && err == nil {
		answer, err = s.Client.Send(ctx, m)
	}
	return answer, fault, err
}

// conclude notes what came of an attempt. What was in flight when all was reset changes nothing.
func (s *Service) conclude(ctx context.Context, a *attempt, r result) error {
	if ctx.Err() != nil && r.answer == nil {
		return ctx.Err() // it is tried again by the next process
	}
	return s.update(context.WithoutCancel(ctx), a.delivery.owner(), func(tx *transaction.Tx) error {
		d, err := deliveries.Get(tx, a.delivery.ID)
		if err != nil {
			return err
		}
		if err := a.at.done(tx); err != nil || d == nil {
			return err
		}
		return s.note(tx, d, a, r)
	})
}

// note stores an attempt, and decides what is next.
func (s *Service) note(tx *transaction.Tx, d *Delivery, a *attempt, r result) error {
	d.show(a.call)
	if r.noRoute != "" {
		return s.endUnsent(tx, d, a.call, r.noRoute)
	}
	r.attempt.Time = tx.Now()
	if r.attempt.Status == 0 && r.attempt.Failure == "" {
		r.attempt.Failure = r.letter.Text
	}
	d.Attempts = append(d.Attempts, r.attempt) // no more than a policy allows
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

// heed tells the connection what an answer means for it: a refusal deauthorizes one with a password
// or a key (DOCUMENTED), and one with a token when a new token is refused too (INFERRED). A refusal
// of what has changed meanwhile means nothing.
func (s *Service) heed(tx *transaction.Tx, a *attempt, r result) error {
	used := &a.call.credentials
	if r.letter == (letter{}) {
		s.tokens.accepted(used.ARN, r.token)
	}
	if r.answer == nil || r.answer.Status != 401 && r.answer.Status != 407 {
		return nil
	}
	if r.token != (awsapi.Secret{}) && !s.tokens.refused(used.ARN, r.token) {
		return nil
	}
	now, ok, err := s.Connections.Credentials(tx, used.ARN)
	if err != nil || !ok || now.Version != used.Version {
		return err
	}
	return s.Connections.Deauthorize(tx, used.ARN, refusedReason(r.answer.Status))
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
		reason = s.post(ctx, d)
	}
	return s.update(ctx, j.owner(), func(tx *transaction.Tx) error {
		d, err := deliveries.Get(tx, j.ID)
		if err != nil || d == nil {
			return errors.Join(err, at.done(tx))
		}
		return errors.Join(at.done(tx), s.finish(tx, d, Dead, d.Reason+reason))
	})
}

// post sends a dead letter. It returns what went wrong, as the end of a sentence.
func (s *Service) post(ctx context.Context, d *Delivery) string {
	answer, err := s.Client.Send(ctx, d.message())
	switch {
	case err != nil:
		return "; the dead letter could not be sent: " + err.Error()
	case answer.Status != 200:
		return "; the queue did not take the dead letter"
	}
	return ""
}
