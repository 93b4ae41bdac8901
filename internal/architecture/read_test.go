package architecture_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Answers that may be given again stay in memory: whoever adds one makes sure that it shows no secret, and follows from
// nothing but the input, the caller's account and region, and the data.
func TestRead(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob("../*/*.go")
	require.NoError(t, err)
	var found []string
	for _, path := range paths {
		source, err := os.ReadFile(path)
		require.NoError(t, err)
		file, err := parser.ParseFile(token.NewFileSet(), path, source, parser.SkipObjectResolution)
		require.NoError(t, err)
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && reads(f) {
				found = append(found, file.Name.Name+"."+f.Name.Name)
			}
		}
	}
	assert.Equal(t, []string{
		"connections.DescribeConnection", "connections.ListConnections",
		"destinations.DescribeApiDestination", "destinations.ListApiDestinations",
		"kms.DescribeKey", "kms.GetKeyPolicy", "kms.ListAliases", "kms.ListKeyPolicies", "kms.ListKeys", "kms.ListResourceTags",
		"secrets.DescribeSecret", "secrets.GetResourcePolicy", "secrets.ListSecretVersionIds", "secrets.ListSecrets",
	}, slices.Sorted(slices.Values(found)))
}

// reads tells whether the function opens a transaction whose answer may be given again.
func reads(f *ast.FuncDecl) (found bool) {
	ast.Inspect(f, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			of, _ := s.X.(*ast.Ident)
			found = found || of != nil && of.Name == "transaction" && s.Sel.Name == "Read"
		}
		return true
	})
	return found
}
