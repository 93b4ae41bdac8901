package wire_test

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
)

var update = flag.Bool("update", false, "write the answers into testdata")

// TestWire sends the requests of testdata as they stand, each file to an
// emulator that has seen nothing but the requests above it in the same file.
func TestWire(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txtar")
	require.NoError(t, err)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			golden, err := txtar.ParseFile(file)
			require.NoError(t, err)
			flags := append(strings.Fields(flagsOf(string(golden.Comment))), "-ephemeral")
			play(t, strings.TrimPrefix(binary.Start(t, flags...).URL, "http://"), golden)
			if *update {
				require.NoError(t, os.WriteFile(file, txtar.Format(golden), 0o644))
			}
		})
	}
}

// flagsOf are the flags of the emulator, if the comment of a file has a line of them.
func flagsOf(comment string) string {
	_, flags, _ := strings.Cut(comment, "\nflags: ")
	flags, _, _ = strings.Cut(flags, "\n")
	return flags
}

// saying finds what an answer says that a later request may repeat, as ${ConnectionArn}.
var saying = regexp.MustCompile(`"(ConnectionArn|NextToken)":"([^"]*)"`)

// play sends every request of a file and compares, or with -update replaces, the answer that
// follows it.
func play(t *testing.T, address string, golden *txtar.Archive) {
	var answer string
	var said []string // what to replace, and what by, the newest first
	for i := range golden.Files {
		f := &golden.Files[i]
		switch {
		case strings.HasPrefix(f.Name, "request"):
			raw := send(t, address, []byte(strings.NewReplacer(said...).Replace(string(f.Data))))
			for _, found := range saying.FindAllStringSubmatch(raw, -1) {
				said = append([]string{"${" + found[1] + "}", found[2]}, said...)
			}
			answer = normalAnswer(raw)
		case *update:
			f.Data = []byte(answer)
		default:
			assert.Equal(t, string(f.Data), answer, f.Name)
		}
	}
}

// send writes the request, with the length of its body and the line ends that
// HTTP asks for, and returns the answer.
func send(t *testing.T, address string, request []byte) string {
	t.Helper()
	head, body, _ := bytes.Cut(request, []byte("\n\n"))
	body = bytes.TrimSuffix(body, []byte("\n"))
	conn, err := net.DialTimeout("tcp", address, 10*time.Second)
	require.NoError(t, err)
	defer conn.Close()
	require.NoError(t, conn.SetDeadline(time.Now().Add(10*time.Second)))
	lines := strings.ReplaceAll(strings.TrimSuffix(string(head), "\n"), "\n", "\r\n")
	_, err = fmt.Fprintf(
		conn, "%s\r\nHost: %s\r\nContent-Length: %d\r\n\r\n%s", lines, address, len(body), body,
	)
	require.NoError(t, err)
	return receive(t, bufio.NewReader(conn))
}

// receive reads one answer, with its headers as they are spelled.
func receive(t *testing.T, from *bufio.Reader) string {
	t.Helper()
	var out strings.Builder
	length := 0
	for line := ""; line != "\r\n"; {
		var err error
		line, err = from.ReadString('\n')
		require.NoError(t, err)
		if n, found := strings.CutPrefix(line, "Content-Length: "); found {
			length, err = strconv.Atoi(strings.TrimSpace(n))
			require.NoError(t, err)
		}
		out.WriteString(strings.TrimSuffix(line, "\r\n") + "\n")
	}
	body := make([]byte, length)
	_, err := io.ReadFull(from, body)
	require.NoError(t, err)
	return strings.TrimSuffix(out.String()+string(body), "\n") + "\n"
}

// normalAnswer is an answer without what differs each time.
func normalAnswer(answer string) string {
	answer = normal(answer)
	if strings.Contains(answer, "TIME") { // a second that ends in nought is shorter
		answer = regexp.MustCompile(`(?m)^Content-Length: [0-9]+$`).ReplaceAllString(
			answer, "Content-Length: LENGTH",
		)
	}
	return answer
}

// normal replaces what differs each time by what it is.
func normal(text string) string {
	for _, changing := range []struct {
		pattern *regexp.Regexp
		name    string
	}{
		{
			regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}`),
			"UUID",
		},
		{
			regexp.MustCompile(`[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}`),
			"VERSION",
		},
		{regexp.MustCompile(`[0-9]\.[0-9]{1,12}E9`), "TIME"},
		{regexp.MustCompile(`(?m)^Date: .*GMT$`), "Date: DATE"},
		{regexp.MustCompile(`(secret:events!connection/[^/]+/UUID)-[0-9A-Za-z]{6}`), "$1-SUFFIX"},
		{regexp.MustCompile(`\b(AROA|ANPA)[Q-Z2-7][A-Z2-7]{16}\b`), "$1-ID"},
		{regexp.MustCompile(`\bASIA[Q-Z2-7][A-Z2-7]{15}\b`), "ASIA-ID"},
		{regexp.MustCompile(`(<(?:SecretAccessKey|SessionToken)>)[^<]+`), "${1}SECRET"},
		{
			regexp.MustCompile(`(<(?:CreateDate|UpdateDate|Expiration)>)20[0-9-]{8}T[0-9:]{8}Z`), "${1}DATE",
		},
		{regexp.MustCompile(`(secret:team/mine)-[0-9A-Za-z]{6}`), "$1-SUFFIX"},
	} {
		text = changing.pattern.ReplaceAllString(text, changing.name)
	}
	return text
}
