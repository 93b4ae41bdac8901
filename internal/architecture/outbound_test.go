package architecture_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// outbound are the standard library's ways to call somebody.
var outbound = map[string][]string{
	"net": {
		"Dial", "DialTimeout", "DialTCP", "DialUDP", "DialUnix", "DialIP", "Dialer", "LookupHost",
		"LookupIP", "LookupAddr", "Resolver", "DefaultResolver",
	},
	"http": {
		"Get", "Post", "PostForm", "Head", "Client", "DefaultClient", "Transport", "DefaultTransport",
	},
}

// The program calls nobody but where a route leads and, when it is asked to, another emulator's
// health check.
func TestOutbound(t *testing.T) {
	t.Parallel()
	var found []string
	root := "../.."
	for _, folder := range []string{"cmd", "internal", "emulatortest"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(
			path string, entry fs.DirEntry, err error,
		) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			if filepath.Base(filepath.Dir(path)) == "outbound" || !calls(t, path) {
				return nil
			}
			name, err := filepath.Rel(root, path)
			found = append(found, filepath.ToSlash(name))
			return err
		})
		require.NoError(t, err)
	}
	assert.Equal(t, []string{"cmd/emulator/health.go"}, found)
}

func calls(t *testing.T, path string) (found bool) {
	source, err := os.ReadFile(path)
	require.NoError(t, err)
	file, err := parser.ParseFile(token.NewFileSet(), path, source, parser.SkipObjectResolution)
	require.NoError(t, err)
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if of, ok := s.X.(*ast.Ident); ok && slices.Contains(outbound[of.Name], s.Sel.Name) {
				found = true
			}
		}
		return true
	})
	return found
}
