package console_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/emulatortest"
)

// picturesVariable names the folder that the pictures of docs/page.md are written to. Without it
// they are not made.
const picturesVariable = "EMULATOR_TEST_PICTURES"

// largestPicture is how many bytes a picture may have.
const largestPicture = 150_000

func TestPictures(t *testing.T) {
	t.Parallel()
	folder := os.Getenv(picturesVariable)
	if folder == "" {
		t.Skipf("%s names no folder", picturesVariable)
	}
	w := furnished(t, emulatortest.WithSettle("authorizing=10m"))
	w.endpoint(503, 503)
	w.authorize("shop")
	w.connect("warehouse")
	w.SetState("warehouse", "DEAUTHORIZED", "The token endpoint refused.")
	w.order()
	w.misspelled()
	_, err := w.create(connection)
	require.Error(t, err)
	for name, show := range map[string]func(*tab){
		"calls":       func(b *tab) { b.arrive("#/calls/2"); b.rows(9) },
		"connections": func(b *tab) { b.arrive("#/connections/" + here + "shop"); b.rows(3) },
		"destination": func(b *tab) {
			b.do(prefers("dark"))
			b.arrive("#/destinations/" + here + destination)
			b.press("Show the request")
			b.sees(".lines", "X-Key")
		},
	} {
		b := browse(t, w.URL(), "", chromedp.EmulateViewport(1200, 700))
		b.live()
		show(b)
		file := filepath.Join(folder, name+".png")
		b.picture(file)
		made, err := os.Stat(file)
		require.NoError(t, err)
		require.Less(t, made.Size(), int64(largestPicture), name)
	}
}
