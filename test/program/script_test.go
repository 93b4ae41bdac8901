package program_test

import (
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"go.etcd.io/bbolt"

	program "github.com/eventbridge-connections/emulator/test/binary"
)

var update = flag.Bool("update", false, "write what the program says into the scripts")

// TestProgram runs each script of testdata in a folder of its own. Beside the usual commands a
// script has
//
//	serve [NAME=VALUE…] [FLAG…]  starts the program; $URL is where it listens, $ADDR its host and port
//	shutdown [INT|TERM]          ends it with that signal and expects exit code 0; stderr is its log
//	exits CODE COMMAND           runs the command and expects that exit code; stdout and stderr are the command's
//	call OPERATION BODY          sends an EventBridge request to $URL; stdout is the answer's status and body
//	post PATH                    posts to $URL; stdout is the answer's status and body
//	occupy                       listens on a port of its own until the script ends; $ADDR is its host and port
//	truncate FILE SIZE           leaves a file that many of its bytes
//	schema FILE VERSION          writes a schema version into a data file that nobody holds
func TestProgram(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			env.Values[session{}] = &session{}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"serve": serve, "shutdown": shutdown, "exits": exits, "call": call, "post": post, "occupy": occupy, "truncate": truncate, "schema": schema,
		},
		RequireUniqueNames: true,
		UpdateScripts:      *update,
	})
}

// session is the emulator a script has running, if any.
type session struct{ emulator *program.Emulator }

func serve(ts *testscript.TestScript, _ bool, args []string) {
	n := 0
	for n < len(args) && !strings.HasPrefix(args[n], "-") {
		n++
	}
	e, err := program.Launch(ts.MkAbs("."), args[:n], args[n:]...)
	ts.Check(err)
	ts.Defer(func() { e.Stop(syscall.SIGKILL) })
	ts.Value(session{}).(*session).emulator = e
	ts.Setenv("URL", e.URL)
	ts.Setenv("ADDR", strings.TrimPrefix(e.URL, "http://"))
}

func shutdown(ts *testscript.TestScript, _ bool, args []string) {
	signals := map[string]syscall.Signal{
		"": syscall.SIGTERM, "TERM": syscall.SIGTERM, "INT": syscall.SIGINT,
	}
	code, log := ts.Value(session{}).(*session).emulator.Stop(signals[strings.Join(args, "")])
	fmt.Fprint(ts.Stderr(), log)
	if code != 0 {
		ts.Fatalf("exit code %d", code)
	}
}

func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	err = ts.Exec(args[1], args[2:]...)
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		got, err = exit.ExitCode(), nil
	}
	ts.Check(err)
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

func call(ts *testscript.TestScript, _ bool, args []string) {
	answer(ts, newCall(ts.Getenv("URL"), args[0], args[1]))
}

func post(ts *testscript.TestScript, _ bool, args []string) {
	req, err := http.NewRequest(http.MethodPost, ts.Getenv("URL")+args[0], nil)
	ts.Check(err)
	answer(ts, req)
}

func answer(ts *testscript.TestScript, req *http.Request) {
	status, body, err := send(req)
	ts.Check(err)
	fmt.Fprintf(ts.Stdout(), "%d %s\n", status, body)
}

func occupy(ts *testscript.TestScript, _ bool, _ []string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Defer(func() { l.Close() })
	ts.Setenv("ADDR", l.Addr().String())
}

func truncate(ts *testscript.TestScript, _ bool, args []string) {
	size, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), size))
}

func schema(ts *testscript.TestScript, _ bool, args []string) {
	version, err := strconv.ParseUint(args[1], 10, 64)
	ts.Check(err)
	db, err := bbolt.Open(ts.MkAbs(args[0]), 0o600, nil)
	ts.Check(err)
	ts.Check(db.Update(func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte("meta")).Put(
			[]byte("schema"), binary.BigEndian.AppendUint64(nil, version),
		)
	}))
	ts.Check(db.Close())
}
