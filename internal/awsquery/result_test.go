package awsquery_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

func TestHandler_ServeHTTP_writesResults(t *testing.T) {
	t.Parallel()
	w := send(server(func(context.Context, *awsapi.Call) (*awsapi.Output, error) {
		return awsapi.NewOutput(shapeShelf, &shelf{Books: []book{{Title: new("")}}, First: &book{
			Title: new("<a> & \"b\""), Pages: new(7), Price: new(1.5), Lent: new(false),
			Printed: time.Date(2001, 9, 9, 3, 46, 40, 0, time.FixedZone("", 2*60*60)),
			Authors: []string{"x", "y"}, Tags: []string{"s", "t"},
			Notes: map[string]string{"b": "2", "a": "1"}, Marks: map[string]string{"k": "v"},
		}}), nil
	}), post(t, putting))
	assert.Equal(t, 200, w.Code)
	assert.Equal(t, `<PutShelfResponse xmlns="https://library.example/doc/">
  <PutShelfResult>
    <Books>
      <member>
        <Title/>
      </member>
    </Books>
    <First>
      <Title>&lt;a&gt; &amp; &#34;b&#34;</Title>
      <Pages>7</Pages>
      <Price>1.5</Price>
      <Lent>false</Lent>
      <Printed>2001-09-09T01:46:40Z</Printed>
      <Authors>
        <member>x</member>
        <member>y</member>
      </Authors>
      <Tags>s</Tags>
      <Tags>t</Tags>
      <Notes>
        <entry>
          <key>a</key>
          <value>1</value>
        </entry>
        <entry>
          <key>b</key>
          <value>2</value>
        </entry>
      </Notes>
      <Marks>
        <key>k</key>
        <value>v</value>
      </Marks>
    </First>
  </PutShelfResult>
  <ResponseMetadata>
    <RequestId>11111111-2222-4333-8444-555555555555</RequestId>
  </ResponseMetadata>
</PutShelfResponse>
`, w.Body.String())
}

func TestHandler_ServeHTTP_keepsAnEmptyResult(t *testing.T) {
	t.Parallel()
	w := send(server(func(context.Context, *awsapi.Call) (*awsapi.Output, error) {
		return awsapi.NewOutput(shapeShelf, &shelf{}), nil
	}), post(t, putting))
	assert.Equal(t, `<PutShelfResponse xmlns="https://library.example/doc/">
  <PutShelfResult/>
  <ResponseMetadata>
    <RequestId>11111111-2222-4333-8444-555555555555</RequestId>
  </ResponseMetadata>
</PutShelfResponse>
`, w.Body.String())
}
