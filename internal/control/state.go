package control

import (
	"context"
	"net/http"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/connections"
)

// States answers the paths of the states of connections.
type States struct {
	Account string // that is meant where a call names none
	Region  string // that is meant where a call names none
	Script  func(ctx context.Context, c awsapi.Caller, name string, s connections.Script) error
	// Withdraw takes back what was scripted of the connection of a name.
	Withdraw func(ctx context.Context, c awsapi.Caller, name string) error
	Scripts  func(context.Context) ([]connections.Scripted, error) // that wait
	Hasten   func(ctx context.Context, chosen func(account, region, name string) bool) (int, error)
}

const scriptExample = `{"state":"DEAUTHORIZED","reason":"the token endpoint refused","when":"now"}; when is now or settled`

// ServeState scripts what comes next of the connection that the path names.
func (s *States) ServeState(w http.ResponseWriter, r *http.Request) {
	caller, ok := s.caller(w, r)
	if !ok {
		return
	}
	o, ok := read[connections.Script](w, r, maxBody, scriptExample)
	if !ok {
		return
	}
	if err := s.Script(r.Context(), caller, r.PathValue("name"), o); err != nil {
		failWith(w, err)
		return
	}
	reply(w, http.StatusOK, map[string]any{})
}

// ServeWithdraw takes back what was scripted of the connection that the path names.
func (s *States) ServeWithdraw(w http.ResponseWriter, r *http.Request) {
	caller, ok := s.caller(w, r)
	if !ok {
		return
	}
	if err := s.Withdraw(r.Context(), caller, r.PathValue("name")); err != nil {
		failWith(w, err)
		return
	}
	reply(w, http.StatusOK, map[string]any{})
}

// ServeScripts shows what is scripted and has not come yet.
func (s *States) ServeScripts(w http.ResponseWriter, r *http.Request) {
	all, err := s.Scripts(r.Context())
	if err != nil {
		failWith(w, err)
		return
	}
	reply(w, http.StatusOK, map[string]any{"states": all})
}

// ServeSettle ends the transitions under way: of all connections, or of those
// that the query's account, region and name choose.
func (s *States) ServeSettle(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	if _, ok := s.caller(w, r); !ok {
		return
	}
	chosen := func(member, value string) bool {
		return !query.Has(member) ||
			query.Get(member) == value
	}
	n, err := s.Hasten(r.Context(), func(account, region, name string) bool {
		return chosen("account", account) && chosen("region", region) && chosen("name", name)
	})
	if err != nil {
		failWith(w, err)
		return
	}
	reply(w, http.StatusOK, map[string]any{"settled": n})
}

// caller is who the query's account and region stand for; what it leaves out is the emulator's
// default.
func (s *States) caller(w http.ResponseWriter, r *http.Request) (awsapi.Caller, bool) {
	c, query := awsapi.Caller{Account: s.Account, Region: s.Region}, r.URL.Query()
	if query.Has("account") {
		c.Account = query.Get("account")
	}
	if query.Has("region") {
		c.Region = query.Get("region")
	}
	switch {
	case !awsapi.IsAccount(c.Account):
		fail(w, http.StatusBadRequest, "account takes 12 digits, such as ?account=000000000000")
	case !awsapi.IsRegion(c.Region):
		fail(w, http.StatusBadRequest, "region takes the name of a region, such as ?region=us-east-1")
	default:
		return c, true
	}
	return c, false
}
