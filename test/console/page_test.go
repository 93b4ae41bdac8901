package console_test

import (
	"context"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
)

// screens are addresses of all screens of a furnished world, with something open where there is.
var screens = []string{
	"#/calls/1", "#/connections/" + here + connection, "#/destinations/" + here + destination,
	"#/rules/" + here + "default/" + rule, "#/deliveries", "#/bench",
}

// arrive goes to a screen and waits for what is open there.
func (b *tab) arrive(screen string) {
	b.t.Helper()
	b.address(screen)
	name, _, _ := strings.Cut(strings.TrimPrefix(screen, "#/"), "/")
	name, _, _ = strings.Cut(name, "?")
	b.until(`document.querySelector('nav a[aria-current]')?.getAttribute('href') === '#/` + name + `'`)
	if strings.Count(screen, "/") > 1 {
		b.until(`document.querySelector('.detail article')`)
	}
}

func TestKeyboard(t *testing.T) {
	t.Parallel()
	w := furnished(t)
	b := browse(t, w.URL(), "")
	b.rows(4)
	b.keys("j", "j", "k")
	assert.Equal(t, "PutTargets", eval[string](b, `document.activeElement.textContent`))
	b.keys("\r")
	b.sees(".detail h3", "PutTargets")
	b.keys("j")
	assert.Equal(t, "PutRule", eval[string](b, `document.activeElement.textContent`))
	b.keys("\u001b")
	b.until(`document.querySelector('.detail').hidden`)
	b.keys("/")
	assert.Equal(t, "text", eval[string](b, `document.activeElement.name`))
	b.fill(".tools", "text", "") // the driver writes the key, which a browser does not
	b.keys("o", "r", "d", "e", "r", "-")
	b.until(`location.hash === '#/calls?text=order-'`)
	b.keys("\u001b")
	for _, to := range []struct{ key, screen string }{
		{"n", "connections"}, {"d", "destinations"}, {"r", "rules"}, {"v", "deliveries"}, {"b", "bench"}, {"c", "calls"},
	} {
		b.keys("g", to.key)
		b.until(`location.hash === '#/` + to.screen + `'`)
	}
	b.keys("?")
	b.sees("dialog", "destinations")
	b.keys("\u001b")
	b.until(`!document.querySelector('dialog')`)
}

// prefers has the system prefer a colour scheme.
func prefers(scheme string) step {
	return func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		})
		return chromedp.Void{}, err
	}
}

func TestDark(t *testing.T) {
	t.Parallel()
	w := start(t)
	b := browse(t, w.URL(), "")
	background := func(scheme string) string {
		b.do(prefers(scheme))
		return eval[string](b, `getComputedStyle(document.body).backgroundColor`)
	}
	assert.Equal(t, "rgb(255, 255, 255)", background("light"))
	assert.Equal(t, "rgb(20, 23, 28)", background("dark"))
}

func TestWidths(t *testing.T) {
	t.Parallel()
	w := furnished(t)
	w.order()
	b := browse(t, w.URL(), "")
	for _, width := range []int64{320, 768, 1280, 3840} {
		b.do(chromedp.EmulateViewport(width, 900))
		for _, screen := range screens {
			b.arrive(screen)
			assert.LessOrEqual(
				t, eval[int64](b, `document.documentElement.scrollWidth`), width, "%s at %d", screen, width,
			)
		}
	}
}

// TestStrangers: a name is text, whatever stands in it.
func TestStrangers(t *testing.T) {
	t.Parallel()
	for name, attack := range map[string]string{
		"script":        `<script>window.hit = 1</script>`,
		"image":         `<img src=x onerror="window.hit = 1">`,
		"quotes":        `"'><svg onload=window.hit=1>`,
		"address":       `javascript:window.hit=1`,
		"emoji":         "😀🏳️‍🌈",
		"right to left": strings.Repeat("\u05d0", 64),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := furnished(t)
			w.attack(attack)
			b := browse(t, w.URL(), "#/calls?text=PutEvents")
			b.press("PutEvents")
			b.sees(".detail pre", quoted(t, attack))
			for _, screen := range []string{
				"#/deliveries", "#/bench", "#/connections/" + here + connection,
			} {
				b.address(screen)
				b.sees("#main", attack)
			}
			b.address("#/rules")
			b.sees("#main", quoted(t, attack))
			b.address("#/calls?operation=" + attack)
			b.sees(".empty", "no call had the operation")
			b.address("#/connections/" + attack + "/%/<b>")
			b.sees(".detail", "It is not there any more.")
			assert.True(
				t,
				eval[bool](
					b, `window.hit === undefined && !document.querySelector('#main :is(script, img, svg, b)')`,
				),
			)
		})
	}
}

func TestReconnect(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "chromium")
	first, err := binary.Launch(t.TempDir(), nil, "-ephemeral")
	require.NoError(t, err)
	b := browse(t, first.URL, "#/bench")
	b.live()
	first.Stop(syscall.SIGTERM)
	b.sees("#live", "not answering, trying again")
	b.address("#/connections")
	here := "EMULATOR_LISTEN=" + strings.TrimPrefix(first.URL, "http://")
	again, err := binary.Launch(t.TempDir(), []string{here}, "-ephemeral")
	require.NoError(t, err)
	t.Cleanup(func() { again.Stop(syscall.SIGTERM) })
	b.live()
	b.sees(".empty", "No connections yet")
}

// TestReload: pages that are left keep no connection, of which a browser has six to one host.
func TestReload(t *testing.T) {
	t.Parallel()
	w := start(t)
	b := browse(t, w.URL(), "")
	for range 10 {
		b.live()
		b.do(chromedp.Navigate("about:blank"), chromedp.Navigate(w.URL()+"/_emulator/"))
	}
	b.live()
}

func TestCredentials(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "chromium")
	e := binary.Start(t, "-ephemeral", "-credentials", key+":"+keySecret)
	b := browse(t, e.URL, "#/bench", asking)
	b.live()
	assert.Positive(t, b.asked.Load(), "the browser asks for a key and its secret")
	b.press("Hold")
	b.sees("#clock", "held")
}

func TestAxe(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "axe")
	axe, err := os.ReadFile("testdata/axe/node_modules/axe-core/axe.min.js")
	require.NoError(t, err)
	for _, scheme := range []string{"light", "dark"} {
		t.Run(scheme, func(t *testing.T) {
			t.Parallel()
			w := furnished(t)
			w.order()
			b := browse(t, w.URL(), "", prefers(scheme))
			b.live()
			b.js(string(axe))
			for _, screen := range append([]string{"#/calls?operation=nothing"}, screens...) {
				b.arrive(screen)
				b.js(`window.found = undefined; axe.run().then(r => { window.found = r.violations
					.filter(v => ['serious', 'critical'].includes(v.impact))
					.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' ')); })`)
				b.until(`window.found`)
				assert.Empty(t, eval[[]string](b, `window.found`), screen)
			}
		})
	}
}
