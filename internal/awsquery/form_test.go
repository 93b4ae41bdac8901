package awsquery_test

import (
	"context"
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

const putting = "Action=PutShelf&Version=2001-01-01"

// parse is the input that the handler makes of a form.
func parse(t *testing.T, form string) awsapi.Document {
	t.Helper()
	var got awsapi.Document
	w := send(server(func(_ context.Context, c *awsapi.Call) (*awsapi.Output, error) {
		got = c.Input
		return nil, nil
	}), post(t, putting+form))
	require.Equal(t, http.StatusOK, w.Code, w.Body)
	return got
}

func TestHandler_ServeHTTP_readsForms(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, form string
		want       awsapi.Document
	}{
		{"nothing", "", awsapi.Document{}},
		{"a text", "&Pin=a+b%26c", awsapi.Document{"Pin": "a b&c"}},
		{"an empty text", "&Pin=", awsapi.Document{"Pin": ""}},
		{"the first of two", "&Pin=1&Pin=2", awsapi.Document{"Pin": "1"}},
		{
			"what the shape does not have", "&Nobody=1&First.Nobody=2",
			awsapi.Document{"First": awsapi.Document{}},
		},
		{"numbers", "&First.Pages=%2B7&First.Words=-9223372036854775808&First.Price=1.5e3", awsapi.Document{"First": awsapi.Document{
			"Pages": json.Number("7"), "Words": json.Number("-9223372036854775808"), "Price": json.Number("1.5e3")}}},
		{"booleans", "&Books.member.1.Lent=true&Books.member.2.Lent=0", awsapi.Document{"Books": []any{
			awsapi.Document{"Lent": true}, awsapi.Document{"Lent": false}}}},
		{
			"a time", "&First.Printed=2001-09-09T01:46:40.5Z",
			awsapi.Document{"First": awsapi.Document{"Printed": json.Number("1000000000.5")}},
		},
		{"bytes", "&First.Cover=AAE%3D", awsapi.Document{"First": awsapi.Document{"Cover": "AAE="}}},
		{
			"a list", "&First.Authors.member.1=a&First.Authors.member.2=b",
			awsapi.Document{"First": awsapi.Document{"Authors": []any{"a", "b"}}},
		},
		{
			"an empty list", "&First.Authors=",
			awsapi.Document{"First": awsapi.Document{"Authors": []any{}}},
		},
		{
			"a list in the order of its numbers",
			"&First.Authors.member.10=j&First.Authors.member.9=i&First.Authors.member.1=a",
			awsapi.Document{"First": awsapi.Document{"Authors": []any{"a", "i", "j"}}},
		},
		{
			"numbers with noughts and gaps", "&First.Authors.member.01=a&First.Authors.member.12=l",
			awsapi.Document{"First": awsapi.Document{"Authors": []any{"a", "l"}}},
		},
		{
			"a flattened list", "&First.Tags.1=a&First.Tags.2=b",
			awsapi.Document{"First": awsapi.Document{"Tags": []any{"a", "b"}}},
		},
		{
			"a map",
			"&First.Notes.entry.1.key=k&First.Notes.entry.1.value=v&First.Notes.entry.2.key=l&First.Notes.entry.2.value=w",
			awsapi.Document{"First": awsapi.Document{"Notes": awsapi.Document{"k": "v", "l": "w"}}},
		},
		{
			"a flattened map", "&First.Marks.1.key=k&First.Marks.1.value=v",
			awsapi.Document{"First": awsapi.Document{"Marks": awsapi.Document{"k": "v"}}},
		},
		{"structures in a list", "&Books.member.1.Title=a&Books.member.1.Authors.member.1=x&Books.member.2.Title=b", awsapi.Document{"Books": []any{
			awsapi.Document{"Title": "a", "Authors": []any{"x"}}, awsapi.Document{"Title": "b"}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, c.want, parse(t, c.form))
		})
	}
}

func TestHandler_ServeHTTP_malformedInput(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, form, message string }{
		{"no integer", "&First.Pages=abc", ""},
		{"a fraction for an integer", "&First.Pages=1.5", ""},
		{"an integer of more than 32 bits", "&First.Pages=2147483648", ""},
		{"a long of more than 64 bits", "&First.Words=9223372036854775808", ""},
		{"no double", "&First.Price=0x1p3", ""},
		{"an empty number", "&First.Pages=", "missing value for decimal type"},
		{"no boolean", "&First.Lent=TRUE", "boolean must follow xsd1.1 definition"},
		{"an empty boolean", "&First.Lent=", "missing value for boolean type"},
		{"no time", "&First.Printed=yesterday", "timestamp must follow ISO8601"},
		{"a list that begins with 0", "&First.Authors.member.0=a", "0 is not a valid index"},
		{"a negative index", "&First.Authors.member.-1=a", "Key -1 may not have a leading &#39;-&#39;"},
		{"a word for an index", "&First.Authors.member.one=a", "Start of list found where not expected"},
		{
			"an index with a sign", "&First.Authors.member.%2B1=a", "Start of list found where not expected",
		},
		{
			"a gap of eleven", "&First.Notes.entry.1.key=k&First.Notes.entry.13.key=l",
			"Excessively sparse input would skip 11 list elements",
		},
		{"in a list", "&Books.member.3.Lent=no", "boolean must follow xsd1.1 definition"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			wantError(t, send(server(nothing), post(t, putting+c.form)), 400, "MalformedInput", c.message)
		})
	}
}

func TestHandler_ServeHTTP_validates(t *testing.T) {
	t.Parallel()
	w := send(
		server(awsapi.Invoke), post(t, putting+"&Books.member.1.Pages=0&Pin=x&First.Title=much+too+long"),
	)
	wantError(t, w, 400, "ValidationError", "3 validation errors detected: "+
		"Value null at &#39;books.1.member.title&#39; failed to satisfy constraint: Member must "+
		"not be null; "+
		"Value &#39;0&#39; at &#39;books.1.member.pages&#39; failed to satisfy constraint: Member must "+
		"have value greater than or equal to 1; "+
		"Value &#39;much too long&#39; at &#39;first.title&#39; failed to satisfy constraint: Member "+
		"must have length less than or equal to 12")
}

// FuzzHandler_ServeHTTP: no form breaks the handler, and what it reads passes the check of types.
func FuzzHandler_ServeHTTP(f *testing.F) {
	f.Add("&First.Notes.entry.1.key=k&First.Notes.entry.1.value=v")
	f.Add("&Books.member.1.Title=a&Books.member.1.Authors.member.1=x&Books=")
	f.Add("&First.Printed=2001-09-09T01:46:40Z&First.Pages=1&First.Lent=1&First.Price=-0.5")
	f.Add("&.=&First..=&Books.member..=&Books.member.1=")
	f.Fuzz(func(t *testing.T, form string) {
		w := send(server(func(_ context.Context, c *awsapi.Call) (*awsapi.Output, error) {
			if c.Operation.Input != nil {
				require.NoError(t, awsapi.CheckTypes(c.Operation.Input, c.Input))
			}
			return nil, nil
		}), post(t, putting+form))
		assert.Equal(
			t, requestID, map[string][]string(w.Header())["x-amzn-RequestId"][0], "spelled as AWS does",
		)
	})
}
