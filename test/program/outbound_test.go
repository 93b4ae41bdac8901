package program_test

import (
	"bufio"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/machine"
)

// Without a route the program connects to nobody, from its start to its end: not to the endpoints
// of a connection and its destination, not to a name server, not to a proxy.
func TestProgram_ConnectsToNobody(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "strace")
	traced := trace(t, "emulator", "serve", "-ephemeral", "-listen", "127.0.0.1:0")
	arn := regexp.MustCompile(`arn:[^"]*`)
	connection := traced.call(t, "CreateConnection",
		`{"Name":"a","AuthorizationType":"OAUTH_CLIENT_CREDENTIALS",`+
			`"AuthParameters":{"OAuthParameters":{`+
			`"AuthorizationEndpoint":"https://127.0.0.1:1/token","HttpMethod":"POST",`+
			`"ClientParameters":{"ClientID":"id","ClientSecret":"secret"}}}}`)
	traced.call(t, "CreateApiDestination", `{"Name":"a","HttpMethod":"POST",`+
		`"InvocationEndpoint":"https://a.test/","ConnectionArn":"`+arn.FindString(connection)+`"}`)
	assert.Contains(t, traced.call(t, "DescribeConnection", `{"Name":"a"}`), `"AUTHORIZED"`)
	traced.call(t, "ListApiDestinations", `{}`)
	traced.stop(t)
	assert.Empty(t, traced.connects(t))
}

// What the test above counts is there to be counted.
func TestProgram_ConnectsToAnEmulator(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "strace")
	traced := trace(t, "sh", "-c", "echo; emulator health -url http://127.0.0.1:1; test $? = 1")
	assert.NotEmpty(t, traced.connects(t))
}

// A process is one whose connects are noted.
type process struct {
	cmd  *exec.Cmd
	url  string // the first line that it wrote
	file string
}

// trace starts a program and waits for its first line.
func trace(t *testing.T, command ...string) *process {
	t.Helper()
	p := &process{file: filepath.Join(t.TempDir(), "trace")}
	p.cmd = exec.CommandContext(t.Context(), "strace",
		append([]string{"-f", "-e", "trace=execve,connect", "-o", p.file}, command...)...)
	const proxy = "http://127.0.0.1:1"
	p.cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HTTPS_PROXY=" + proxy, "HTTP_PROXY=" + proxy}
	stdout, err := p.cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, p.cmd.Start())
	line, err := bufio.NewReader(stdout).ReadString('\n')
	require.NoError(t, err)
	p.url = strings.TrimSpace(line)
	return p
}

// call sends an operation, which has to succeed.
func (p *process) call(t *testing.T, operation, body string) string {
	t.Helper()
	status, answer, err := send(newCall(p.url, operation, body))
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, status, answer)
	return answer
}

// stop tells the program to end.
func (p *process) stop(t *testing.T) {
	t.Helper()
	pid, _, _ := strings.Cut(read(t, p.file), " ")
	number, err := strconv.Atoi(pid)
	require.NoError(t, err)
	require.NoError(t, syscall.Kill(number, syscall.SIGTERM))
}

// connects waits for the end and returns the lines that say where the program connected to.
func (p *process) connects(t *testing.T) []string {
	t.Helper()
	require.NoError(t, p.cmd.Wait())
	return regexp.MustCompile(`.* connect\(.*`).FindAllString(read(t, p.file), -1)
}
