package concurrency_test

import (
	"fmt"

	"github.com/anishathalye/porcupine"
)

// operation is one of the calls that a history has.
type operation string

const (
	creates         operation = "create"
	describes       operation = "describe"
	renames         operation = "update the user name of"
	changesPassword operation = "update the password of"
	reauthorizes    operation = "update user name and password of"
	deauthorizes    operation = "deauthorize"
	deletes         operation = "delete"
	lists           operation = "list"
	reads           operation = "read the secret of"
)

// some connections, and few, so that the calls meet.
const some = 3

// input is what a call asks for.
type input struct {
	do             operation
	name           int
	user, password string
	secret         string // the ARN of the one to read
}

// output is what a call was answered: an error code, or what the operation tells.
type output struct {
	code           string
	arn            string
	state          string
	user, password string
	secret         string      // the ARN
	all            [some]entry // of a list
}

type entry struct{ arn, state string }

// connection is what the emulator should know of a name. It is gone where it has no ARN.
type connection struct {
	arn, user, password string
	secret              string // the ARN, as soon as somebody has seen it
	deauthorized        bool
}

// world is the state of the model; each state that settles does so at once.
type world [some]connection

var model = porcupine.Model{
	Init: func() any { return world{} },
	Step: func(state, in, out any) (bool, any) {
		return state.(world).step(in.(input), out.(output))
	},
	DescribeOperation: func(in, out any) string { return fmt.Sprintf("%+v: %+v", in, out) },
}

// step says whether a call can be answered so in this state, and what the state is then.
func (w world) step(in input, out output) (bool, world) {
	if in.do == lists {
		return out == output{all: w.entries()}, w
	}
	c := &w[in.name]
	switch {
	case in.do == reads:
		return out == c.read(in.secret), w
	case in.do == creates && c.arn != "":
		return out == output{code: "ResourceAlreadyExistsException"}, w
	case in.do == creates:
		*c = connection{arn: out.arn, user: in.user, password: in.password}
		return out.arn != "" && out == output{arn: c.arn, state: "AUTHORIZED"}, w
	case c.arn == "":
		return out == output{code: "ResourceNotFoundException"}, w
	}
	ok := c.step(in, out)
	return ok, w
}

// step is for operations on a connection that there is.
func (c *connection) step(in input, out output) bool {
	switch in.do {
	case describes:
		if c.secret == "" && !c.deauthorized {
			c.secret = out.secret
		}
		return out == output{
			arn: c.arn, state: c.state(), user: c.user, secret: c.secret,
		} && (c.secret == "") == c.deauthorized
	case deletes:
		want := output{arn: c.arn, state: "DELETING"}
		*c = connection{}
		return out == want
	case deauthorizes:
		c.deauthorized, c.user, c.password, c.secret = true, "", "", ""
		return out == output{arn: c.arn, state: "DEAUTHORIZING"}
	}
	return c.update(in, out)
}

// update merges what is given with what there is; where that was taken away, all must be given.
func (c *connection) update(in input, out output) bool {
	if c.deauthorized && in.do != reauthorizes {
		return out == output{code: "ValidationException"}
	}
	if in.do != changesPassword {
		c.user = in.user
	}
	if in.do != renames {
		c.password = in.password
	}
	c.deauthorized = false
	return out == output{arn: c.arn, state: "AUTHORIZED"}
}

func (c connection) state() string {
	if c.deauthorized {
		return "DEAUTHORIZED"
	}
	return "AUTHORIZED"
}

// read is what a secret says whose ARN somebody has seen: it is this connection's, or one that is
// gone.
func (c connection) read(secret string) output {
	if secret == c.secret {
		return output{user: c.user, password: c.password}
	}
	return output{code: "ResourceNotFoundException"}
}

func (w world) entries() (all [some]entry) {
	for i, c := range w {
		if c.arn != "" {
			all[i] = entry{c.arn, c.state()}
		}
	}
	return all
}
