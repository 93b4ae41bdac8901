package control

import (
	"net/http"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/identity"
)

// An Outcome is what becomes of a connection because somebody says so.
type Outcome struct {
	State  string `json:"state"`
	Reason string `json:"reason"`
	When   string `json:"when"` // now or settled; empty is settled
}

const outcomeExample = `{"state":"DEAUTHORIZED","reason":"the token endpoint refused","when":"now"}; when is now or settled`

// ServeState scripts what comes next of the connection that the path names.
func (p *Panel) ServeState(w http.ResponseWriter, r *http.Request) {
	caller, ok := p.caller(w, r)
	if !ok {
		return
	}
	o, ok := read[Outcome](w, r, maxBody, outcomeExample)
	if !ok {
		return
	}
	if err := p.Script(r.Context(), caller, r.PathValue("name"), o); err != nil {
		failWith(w, err)
		return
	}
	reply(w, http.StatusOK, map[string]any{})
}

// ServeSettle ends the transitions under way: of all connections, or of those
// that the query's account, region and name choose.
func (p *Panel) ServeSettle(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	if _, ok := p.caller(w, r); !ok {
		return
	}
	chosen := func(member, value string) bool { return !query.Has(member) || query.Get(member) == value }
	n, err := p.Hasten(r.Context(), func(account, region, name string) bool {
		return chosen("account", account) && chosen("region", region) && chosen("name", name)
	})
	if err != nil {
		failWith(w, err)
		return
	}
	reply(w, http.StatusOK, map[string]any{"settled": n})
}

// caller is who the query's account and region stand for; what it leaves out is the emulator's default.
func (p *Panel) caller(w http.ResponseWriter, r *http.Request) (awsapi.Caller, bool) {
	c, query := awsapi.Caller{Account: p.Account, Region: p.Region}, r.URL.Query()
	if query.Has("account") {
		c.Account = query.Get("account")
	}
	if query.Has("region") {
		c.Region = query.Get("region")
	}
	switch {
	case !identity.IsAccount(c.Account):
		fail(w, http.StatusBadRequest, "account takes 12 digits, such as ?account=000000000000")
	case !awsapi.IsRegion(c.Region):
		fail(w, http.StatusBadRequest, "region takes the name of a region, such as ?region=us-east-1")
	default:
		return c, true
	}
	return c, false
}
