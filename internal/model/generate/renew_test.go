package main_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A room is the folder of a package that is generated.
type room struct {
	t               *testing.T
	program, folder string
}

// newRoom builds the generator and gives it a folder named library, with no overrides beside it.
func newRoom(t *testing.T) *room {
	t.Helper()
	dir := t.TempDir()
	r := &room{t: t, program: filepath.Join(dir, "generate"), folder: filepath.Join(dir, "library")}
	out, err := exec.CommandContext(t.Context(), "go", "build", "-o", r.program, ".").CombinedOutput()
	require.NoError(t, err, string(out))
	require.NoError(t, os.Mkdir(r.folder, 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "overrides.json"), []byte("{}"), 0o644))
	return r
}

func (r *room) generate(args ...string) (output string, err error) {
	cmd := exec.CommandContext(r.t.Context(), r.program, args...)
	cmd.Dir = r.folder
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func (r *room) renew(operations ...string) {
	r.t.Helper()
	source, err := filepath.Abs("testdata/service-2.json")
	require.NoError(r.t, err)
	out, err := r.generate(append([]string{"-from", source}, operations...)...)
	require.NoError(r.t, err, out)
}

func (r *room) read(name string) string {
	r.t.Helper()
	text, err := os.ReadFile(filepath.Join(r.folder, name))
	require.NoError(r.t, err)
	return string(text)
}

func TestRenew(t *testing.T) {
	t.Parallel()

	t.Run("keeps what the named operations need", func(t *testing.T) {
		t.Parallel()
		r := newRoom(t)
		r.renew("PutBook")
		assert.JSONEq(t, `{
			"version": "2.0",
			"metadata": {"apiVersion": "2001-01-01", "endpointPrefix": "library", "serviceFullName": "Lending Library", "xmlNamespace": "https://library.example/doc/"},
			"operations": {
				"BurnBooks": {"name": "BurnBooks"},
				"PutBook": {"name": "PutBook", "http": {"method": "POST"}, "input": {"shape": "Book"}, "errors": [{"shape": "ShelfFull"}]}
			},
			"shapes": {
				"Book": {"type": "structure", "members": {"shape": {"shape": "Tags"}}},
				"Tags": {"type": "list", "member": {"shape": "Tag"}},
				"Tag": {"type": "string", "max": 12},
				"ShelfFull": {"type": "structure", "members": {"message": {"shape": "Message"}}, "exception": true},
				"Message": {"type": "string"}
			}
		}`, r.read("model.json"))
	})

	t.Run("refuses to serve what it left out", func(t *testing.T) {
		t.Parallel()
		r := newRoom(t)
		r.renew("PutBook")
		out, err := r.generate("PutBook", "BurnBooks")
		require.Error(t, err)
		assert.Equal(t, "generate: error: model.json has no more than the name of BurnBooks: renew it with -from, naming all operations that are served\n", out)
	})

	t.Run("keeps all where none is named", func(t *testing.T) {
		t.Parallel()
		r := newRoom(t)
		r.renew()
		out, err := r.generate("PutBook", "BurnBooks")
		require.NoError(t, err, out)
	})
}
