package awsquery_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/awsquery"
)

// The model of a library that lends books.
var (
	shapeText = &awsapi.Shape{Name: "Text", Kind: awsapi.String, Max: new(int64(12))}
	shapePin  = &awsapi.Shape{Name: "Pin", Kind: awsapi.String, Sensitive: true}
	shapeBook = &awsapi.Shape{Name: "Book", Kind: awsapi.Structure, Members: []awsapi.Member{
		{Name: "Title", Shape: shapeText, Required: true},
		{Name: "Pages", Shape: &awsapi.Shape{Name: "Pages", Kind: awsapi.Integer, Min: new(int64(1))}},
		{Name: "Words", Shape: &awsapi.Shape{Name: "Words", Kind: awsapi.Long}},
		{Name: "Price", Shape: &awsapi.Shape{Name: "Price", Kind: awsapi.Double}},
		{Name: "Lent", Shape: &awsapi.Shape{Name: "Lent", Kind: awsapi.Boolean}},
		{Name: "Printed", Shape: &awsapi.Shape{Name: "Printed", Kind: awsapi.Timestamp}},
		{Name: "Cover", Shape: &awsapi.Shape{Name: "Cover", Kind: awsapi.Blob}},
		{Name: "Authors", Shape: &awsapi.Shape{Name: "Authors", Kind: awsapi.List, Element: shapeText}},
		{
			Name:  "Tags",
			Shape: &awsapi.Shape{Name: "Tags", Kind: awsapi.List, Element: shapeText, Flattened: true},
		},
		{
			Name:  "Notes",
			Shape: &awsapi.Shape{Name: "Notes", Kind: awsapi.Map, Key: shapeText, Element: shapeText},
		},
		{
			Name: "Marks",
			Shape: &awsapi.Shape{
				Name: "Marks", Kind: awsapi.Map, Key: shapeText, Element: shapeText, Flattened: true,
			},
		},
	}}
	shapeShelf = &awsapi.Shape{Name: "Shelf", Kind: awsapi.Structure, Members: []awsapi.Member{
		{Name: "Books", Shape: &awsapi.Shape{Name: "Books", Kind: awsapi.List, Element: shapeBook}},
		{Name: "First", Shape: shapeBook},
		{Name: "Pin", Shape: shapePin},
	}}
)

type shelf struct {
	Books []book
	First *book
	Pin   *awsapi.Secret
}

type book struct {
	Title   *string
	Pages   *int
	Words   *int64
	Price   *float64
	Lent    *bool
	Printed time.Time
	Cover   []byte
	Authors []string
	Tags    []string
	Notes   map[string]string
	Marks   map[string]string
}

// library has one operation with an input and an output and one with neither.
func library() *awsapi.Service {
	return &awsapi.Service{
		Name: "library", FullName: "Lending Library", Version: "2001-01-01",
		Namespace: "https://library.example/doc/", InternalError: "InternalFailure",
		Operations: []*awsapi.Operation{
			awsapi.NewOperation(
				"PutShelf", shapeShelf, shapeShelf,
				func(context.Context, *shelf) (*shelf, error) { return nil, nil },
			),
			awsapi.NewOperation(
				"Close", nil, nil,
				func(context.Context, *awsapi.Unit) (*awsapi.Unit, error) { return nil, nil },
			),
		},
		Unserved: []string{"BurnBooks"},
	}
}

const requestID = "11111111-2222-4333-8444-555555555555"

// server answers for the library. The handler sees the call in place of the operation.
func server(handle awsapi.Handler) *awsquery.Handler {
	return &awsquery.Handler{
		Services: []*awsapi.Service{
			{Name: "json", Version: "2001-01-01", TargetPrefix: "JSON"}, library(),
		},
		Caller: func(r *http.Request, _ string, _ []byte) (awsapi.Caller, error) {
			if r.Header.Get("Authorization") == "" {
				return awsapi.Caller{}, awsapi.Errorf(
					"MissingAuthenticationTokenException", "Missing Authentication Token",
				)
			}
			return awsapi.Caller{Account: "123456789012", Region: "eu-west-1"}, nil
		},
		Scope: func(r *http.Request) string { return r.Header.Get("Scope") },
		Handle: func(ctx context.Context, c *awsapi.Call) (*awsapi.Output, error) {
			c.ID = requestID
			if c.Rejected != nil {
				return nil, c.Rejected
			}
			return handle(ctx, c)
		},
	}
}

// post is a signed request with the form.
func post(t *testing.T, form string) *http.Request {
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", strings.NewReader(form))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
	r.Header.Set("Authorization", "signed")
	return r
}

func send(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// wantError compares the whole answer with the form that errors have.
func wantError(t *testing.T, w *httptest.ResponseRecorder, status int, code, message string) {
	t.Helper()
	if message != "" {
		message = "    <Message>" + message + "</Message>\n"
	}
	fault := "Sender"
	if status >= 500 {
		fault = "Receiver"
	}
	assert.Equal(t, status, w.Code)
	assert.Equal(t, `<ErrorResponse xmlns="https://library.example/doc/">
  <Error>
    <Type>`+fault+`</Type>
    <Code>`+code+`</Code>
`+message+`  </Error>
  <RequestId>`+requestID+`</RequestId>
</ErrorResponse>
`, w.Body.String())
}

func nothing(context.Context, *awsapi.Call) (*awsapi.Output, error) { return nil, nil }
