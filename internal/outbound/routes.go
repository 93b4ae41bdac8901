package outbound

import (
	"slices"
	"sync"
)

// Routes are the ones in force. They are safe for use by many goroutines.
type Routes struct {
	first []Route

	mu  sync.RWMutex
	now []Route
}

// NewRoutes returns the routes that an emulator starts with.
func NewRoutes(first []Route) *Routes {
	return &Routes{first: slices.Clone(first), now: slices.Clone(first)}
}

// All returns the routes in force, in the order in which they were given.
func (rs *Routes) All() []Route {
	rs.mu.RLock()
	defer rs.mu.RUnlock()
	return append([]Route{}, rs.now...)
}

// Replace puts other routes in the place of all.
func (rs *Routes) Replace(routes []Route) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	rs.now = slices.Clone(routes)
}

// Add adds a route.
func (rs *Routes) Add(r Route) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	rs.now = append(rs.now, r)
}

// Reset goes back to the routes of the start.
func (rs *Routes) Reset() { rs.Replace(rs.first) }

// find returns the route of calls to the address. The one with the longest From wins, and the last
// of several that are as long.
func (rs *Routes) find(to address) (best Route, found bool) {
	rs.mu.RLock()
	defer rs.mu.RUnlock()
	for _, r := range rs.now {
		if r.from.MatchString(to.String()) && len(r.From) >= len(best.From) {
			best, found = r, true
		}
	}
	return best, found
}
