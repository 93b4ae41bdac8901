package entries

import (
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/pattern"
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

// An entry is an event on its way to its event bus, or what is wrong with it.
type entry struct {
	event   awsapi.Event // its time is zero where the entry gives none
	bus     *string      // a name or an ARN; nil is the default event bus
	refused *awsapi.Error
}

func newEntry(caller awsapi.Caller, in *events.PutEventsRequestEntry) entry {
	e := entry{bus: in.EventBusName, event: awsapi.Event{
		ID:         awsapi.NewEventID(),
		DetailType: awsapi.ValueOf(in.DetailType),
		Source:     awsapi.ValueOf(in.Source),
		Caller:     caller,
		Time:       in.Time,
		Resources:  in.Resources,
	}}
	e.refused = complete(&e.event, awsapi.ValueOf(in.Detail))
	return e
}

// complete gives an event its detail, or returns what is wrong with it. The order is UNKNOWN.
func complete(e *awsapi.Event, detail string) *awsapi.Error {
	switch {
	case e.Source == "":
		return errRequired("Source")
	case e.DetailType == "":
		return errRequired("DetailType")
	case detail == "":
		return errRequired("Detail")
	case e.Time.Year() < 0 || e.Time.Year() > 9999:
		return errTime()
	case strings.HasPrefix(e.Source, "aws."):
		return errSource()
	}
	var ok bool
	if e.Detail, ok = object(detail); !ok {
		return errDetail()
	}
	if _, err := pattern.ReadEvent(e.JSON()); err != nil { // such as a detail that is too deep
		return errDetail()
	}
	return nil
}
