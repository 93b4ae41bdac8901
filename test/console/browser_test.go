// Package console_test opens the console in a browser and uses it as people do.
package console_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/fetch"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
)

func TestMain(m *testing.M) { binary.Run(m) }

// patience is how long the page may take to show what a test waits for.
const patience = 30 * time.Second

// A tab is a browser that shows the console of an emulator.
type tab struct {
	t     testing.TB
	ctx   context.Context
	asked atomic.Int64 // how often for a name and a password

	mu     sync.Mutex
	faults []string // what the page did that no page should
}

// A step is something that a browser does.
type step = chromedp.Action[chromedp.Void]

// browse opens a browser with the console at an address such as #/calls. Where the test fails, a
// picture of it is kept in the folder failed.
func browse(t testing.TB, url, address string, before ...step) *tab {
	t.Helper()
	machine.Needs(t, "chromium")
	path, err := machine.Chromium()
	require.NoError(t, err)
	allocator, stop := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(path), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag(
			"disable-background-networking", true,
		), chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(1280, 800))
	t.Cleanup(stop)
	b := &tab{t: t}
	ctx, end := chromedp.NewContext(allocator, chromedp.WithListener(b.note))
	b.ctx = ctx
	t.Cleanup(end)
	require.NoError(t, chromedp.Do(ctx), "the browser starts")
	t.Cleanup(b.close)
	require.NoError(
		t, chromedp.Do(ctx, append(before, chromedp.Navigate(url+"/_emulator/"+address))...),
	)
	return b
}

// close waits for the end of the browser, whose folder is then free.
func (b *tab) close() {
	b.keepPicture()
	assert.NoError(b.t, chromedp.Cancel(b.ctx))
	b.mu.Lock()
	defer b.mu.Unlock()
	assert.Empty(b.t, b.faults, "errors of the page")
}

// note keeps exceptions, and breaches of the content security policy. That an answer is an error
// is the network's, and may be what a test is about.
func (b *tab) note(event any) {
	switch e := event.(type) {
	case *fetch.EventAuthRequired:
		b.asked.Add(1)
		go b.answer(e.RequestID)
	case *fetch.EventRequestPaused:
		go b.proceed(e.RequestID)
	case *runtime.EventExceptionThrown:
		b.fault(exception(e.ExceptionDetails))
	case *cdplog.EventEntryAdded:
		if e.Entry.Level == cdplog.EntryLevelError && e.Entry.Source != cdplog.EntrySourceNetwork {
			b.fault(e.Entry.Text)
		}
	}
}

func (b *tab) fault(text string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.faults = append(b.faults, text)
}

// exception is what was thrown.
func exception(d *runtime.ExceptionDetails) string {
	if d.Exception != nil {
		return d.Text + " " + d.Exception.Description
	}
	return d.Text
}

func (b *tab) keepPicture() {
	if !b.t.Failed() {
		return
	}
	name := strings.NewReplacer("/", "_", " ", "_", ",", "").Replace(b.t.Name())
	b.picture(filepath.Join("failed", name+".png"))
}

// picture keeps what is seen.
func (b *tab) picture(file string) {
	png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	require.NoError(b.t, err)
	require.NoError(b.t, os.MkdirAll(filepath.Dir(file), 0o755))
	require.NoError(b.t, os.WriteFile(file, png, 0o644))
}
