package console_test

import (
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
)

// BenchmarkCalls loads the page until the first screen of calls is there, with few calls and with
// as many as are remembered.
func BenchmarkCalls(b *testing.B) {
	for _, calls := range []int{10, 10_000} {
		b.Run(strconv.Itoa(calls), func(b *testing.B) {
			w := start(b)
			for range calls {
				w.list()
			}
			page := browse(b, w.URL(), "#/calls")
			const there = `document.querySelectorAll('tbody tr').length >= 10`
			for b.Loop() {
				page.do(chromedp.Navigate("about:blank"), chromedp.Navigate(w.URL()+"/_emulator/#/calls"))
				for ok := false; !ok; ok = eval[bool](page, there) {
				}
			}
		})
	}
}
