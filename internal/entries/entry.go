package entries

import (
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/pattern"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// maxSize is how large the entries of a call may be together, in bytes. DOCUMENTED as 1 MB; that it
// is 1,048,576 bytes is INFERRED from the limit of 256 KB that was there before.
const maxSize = 1 << 20

// size is that of the entries together: the texts of each, and 14 bytes for a time (DOCUMENTED).
func size(all []events.PutEventsRequestEntry) (n int) {
	for _, e := range all {
		for _, text := range []*string{e.Source, e.DetailType, e.Detail} {
			n += len(awsapi.ValueOf(text))
		}
		for _, r := range e.Resources {
			n += len(r)
		}
		if !e.Time.IsZero() {
			n += 14
		}
	}
	return n
}

// read makes an entry an event, or says what is wrong with it. The order is UNKNOWN.
func read(tx *transaction.Tx, in *events.PutEventsRequestEntry) (*awsapi.Event, *awsapi.Error) {
	e := &awsapi.Event{
		ID:         awsapi.NewEventID(),
		DetailType: awsapi.ValueOf(in.DetailType),
		Source:     awsapi.ValueOf(in.Source),
		Caller:     tx.Caller,
		Time:       in.Time,
		Resources:  in.Resources,
	}
	if e.Time.IsZero() {
		e.Time = tx.Now()
	}
	detail := awsapi.ValueOf(in.Detail)
	switch {
	case e.Source == "":
		return nil, errRequired("Source")
	case e.DetailType == "":
		return nil, errRequired("DetailType")
	case detail == "":
		return nil, errRequired("Detail")
	case e.Time.Year() < 0 || e.Time.Year() > 9999:
		return nil, errTime()
	case strings.HasPrefix(e.Source, "aws."):
		return nil, errSource()
	}
	var ok bool
	if e.Detail, ok = object(detail); !ok {
		return nil, errDetail()
	}
	if _, err := pattern.ReadEvent(e.JSON()); err != nil { // such as a detail that is too deep
		return nil, errDetail()
	}
	return e, nil
}
