package console_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// do takes steps, in order.
func (b *tab) do(steps ...step) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	require.NoError(b.t, chromedp.Do(ctx, steps...))
}

// eval returns what an expression is in the page.
func eval[T any](b *tab, expression string) T {
	b.t.Helper()
	value, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	require.NoError(b.t, err)
	return value
}

// js runs statements in the page.
func (b *tab) js(statements string) {
	b.t.Helper()
	eval[bool](b, "(() => { "+statements+"; return true; })()")
}

// literal is a text as JavaScript has it.
func literal(text string) string {
	out, _ := json.Marshal(text) // a string is always JSON
	return string(out)
}

// until waits until an expression is true in the page.
func (b *tab) until(expression string) {
	b.t.Helper()
	holds := func() bool {
		ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](`Boolean(`+expression+`)`))
		return err == nil && ok
	}
	require.Eventually(b.t, holds, patience, 50*time.Millisecond, "%s", expression)
}

const seen = `[...document.querySelectorAll(%s)].some(e => e.checkVisibility() && e.innerText.includes(%s))`

// sees waits for an element that is seen and has the text in it.
func (b *tab) sees(selector, text string) {
	b.t.Helper()
	b.until(fmt.Sprintf(seen, literal(selector), literal(text)))
}

// gone waits until no element that is seen has the text in it.
func (b *tab) gone(selector, text string) {
	b.t.Helper()
	b.until("!" + fmt.Sprintf(seen, literal(selector), literal(text)))
}

// live waits until the stream of events is there.
func (b *tab) live() { b.sees("#live", "live") }

// rows waits until the list has so many.
func (b *tab) rows(n int) {
	b.t.Helper()
	b.until(fmt.Sprintf(`document.querySelectorAll('.list tbody tr').length === %d`, n))
}

// press clicks the button, the link or the summary of a text.
func (b *tab) press(text string) {
	b.t.Helper()
	path := fmt.Sprintf(`//*[self::button or self::a or self::summary][normalize-space(.)=%q]`, text)
	b.click(chromedp.Click(chromedp.Search(path), chromedp.NodeVisible))
}

// click clicks an element. One that is drawn anew between the look and the click is looked for
// again.
func (b *tab) click(click step) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	err := chromedp.Do(ctx, click)
	for ctx.Err() == nil && err != nil && strings.Contains(err.Error(), "Could not find node") {
		err = chromedp.Do(ctx, click)
	}
	require.NoError(b.t, err)
}

// agree presses the button of the question that is asked.
func (b *tab) agree() {
	b.t.Helper()
	b.click(chromedp.Click(chromedp.CSS(`dialog .danger`), chromedp.NodeVisible))
}

// fill gives the field of that name in the element a value, as typing does.
func (b *tab) fill(within, name, value string) {
	b.t.Helper()
	field := `document.querySelector(` + literal(within+` [name=`+name+`]`) + `)`
	b.until(field)
	b.js(
		`const e = ` + field + `; e.value = ` + literal(value) +
			`; e.dispatchEvent(new Event('input', {bubbles: true}))`,
	)
}

// keys presses keys, one after the other.
func (b *tab) keys(keys ...string) {
	b.t.Helper()
	for _, key := range keys {
		b.do(chromedp.KeyEvent(key))
	}
}

// address goes to another address of the page.
func (b *tab) address(to string) {
	b.t.Helper()
	b.js(`location.hash = ` + literal(to))
}

// The access key that answers when the browser asks for a name and a password.
const key, keySecret = "AKIDEXAMPLE", "only-for-tests"

// asking has the browser ask the test for a name and a password, instead of a person.
func asking(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
	_, err := chromedp.Call(ctx, fetch.Enable, fetch.EnableParams{HandleAuthRequests: new(true)})
	return chromedp.Void{}, err
}

// answer gives the browser the access key. A request that is gone needs no answer.
func (b *tab) answer(request fetch.RequestID) {
	_, _ = chromedp.Call(b.ctx, fetch.ContinueWithAuth, fetch.ContinueWithAuthParams{
		RequestID: request,
		AuthChallengeResponse: &fetch.AuthChallengeResponse{
			Response: "ProvideCredentials", Username: key, Password: keySecret,
		},
	})
}

// proceed lets a request go on. One that is gone does not need it.
func (b *tab) proceed(request fetch.RequestID) {
	_, _ = chromedp.Call(b.ctx, fetch.ContinueRequest, fetch.ContinueRequestParams{RequestID: request})
}
