package unserved_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/unserved"
)

// handler serves a library and answers for all others.
func handler(seen *[]*awsapi.Call, refused error) *unserved.Handler {
	return &unserved.Handler{
		Served: []*awsapi.Service{{Name: "library", TargetPrefix: "Library"}},
		Caller: func(*http.Request, string, []byte) (awsapi.Caller, error) {
			return awsapi.Caller{Account: "111122223333"}, refused
		},
		Scope:  func(r *http.Request) string { return r.Header.Get("Scope") },
		Around: []awsapi.Interceptor{noting(seen)},
	}
}

// noting keeps the calls, under an id that is known.
func noting(seen *[]*awsapi.Call) awsapi.Interceptor {
	return func(next awsapi.Handler) awsapi.Handler {
		return func(ctx context.Context, c *awsapi.Call) (*awsapi.Output, error) {
			c.ID = "ID"
			*seen = append(*seen, c)
			return next(ctx, c)
		}
	}
}

// A request in few words: its method, path, headers and body.
type request struct {
	method, path, headers, body string
}

func (q request) http(t *testing.T) *http.Request {
	r := httptest.NewRequestWithContext(t.Context(), q.method, q.path, strings.NewReader(q.body))
	for line := range strings.SplitSeq(q.headers, "\n") {
		if name, value, found := strings.Cut(line, ": "); found {
			r.Header.Set(name, value)
		}
	}
	return r
}

const form = "\nContent-Type: application/x-www-form-urlencoded; charset=utf-8"

func TestHandler_Takes(t *testing.T) {
	t.Parallel()
	h := handler(nil, nil)
	for name, q := range map[string]request{
		"another service":          {"POST", "/", "Scope: sqs", ""},
		"one that nobody knows":    {"POST", "/", "Scope: tomorrow", ""},
		"a target without a scope": {"POST", "/", "X-Amz-Target: AmazonSQS.ListQueues", ""},
		"a path of a service":      {"GET", "/2015-03-31/functions", "Scope: lambda", ""},
		"a path of one served":     {"GET", "/books", "Scope: library", ""},
		"a bucket of nobody":       {"GET", "/bucket", "X-Amz-Content-Sha256: UNSIGNED-PAYLOAD", ""},
		"an attempt of an SDK":     {"GET", "/bucket", "Amz-Sdk-Request: attempt=1", ""},
		"an old signature":         {"GET", "/bucket", "Authorization: AWS key:signature", ""},
		"an old presigned object":  {"GET", "/bucket/key?AWSAccessKeyId=key&Signature=a", "", ""},
		"a presigned object":       {"GET", "/bucket/key?X-Amz-Algorithm=AWS4-HMAC-SHA256", "", ""},
		"a target before a scope":  {"POST", "/", "X-Amz-Target: AmazonSQS.X\nScope: library", ""},
	} {
		assert.True(t, h.Takes(q.http(t)), name)
	}
	for name, q := range map[string]request{
		"one that is served":        {"POST", "/", "Scope: library", ""},
		"its target":                {"POST", "/", "X-Amz-Target: Library.CloseShelf", ""},
		"its target, another scope": {"POST", "/", "X-Amz-Target: Library.CloseShelf\nScope: sqs", ""},
		"no service":                {"POST", "/", "", ""},
		"a target of nobody":        {"POST", "/", "X-Amz-Target: Nobody.Knows", ""},
		"a path of nobody":          {"GET", "/favicon.ico", "", ""},
	} {
		assert.False(t, h.Takes(q.http(t)), name)
	}
}

// says is the sentence about an operation of a service.
func says(operation, service string) string {
	return operation + " of " + service + " is not served by this emulator. Served are: library. " +
		"-upstream URL passes what is not served on to another emulator."
}

// queryError is the body of an error in the Query protocol.
func queryError(side, message string) string {
	return "<ErrorResponse><Error><Type>" + side + "</Type><Code>InvalidAction</Code><Message>" +
		message + "</Message></Error><RequestId>ID</RequestId></ErrorResponse>"
}

const (
	target10 = "\nContent-Type: application/x-amz-json-1.0\nX-Amz-Target: "
	target11 = "\nContent-Type: application/x-amz-json-1.1\nX-Amz-Target: "
	cbor     = "\nSmithy-Protocol: rpc-v2-cbor"
)

// An answer to a request, and what the history sees of the call.
type answer struct {
	status             int
	contentType, body  string
	service, operation string
}

var answers = map[string]struct {
	request
	answer
}{
	"JSON 1.0": {
		request{"POST", "/", target10 + "AmazonSQS.ListQueues", "{}"},
		answer{400, "application/x-amz-json-1.0",
			`{"__type":"com.amazon.coral.service#UnknownOperationException","message":"` +
				says("ListQueues", "Amazon Simple Queue Service") + `"}`, "sqs", "ListQueues"},
	},
	"JSON 1.1": {
		request{"POST", "/", target11 + "Logs_20140328.DescribeLogGroups", "{}"},
		answer{400, "application/x-amz-json-1.1", `{"__type":"UnknownOperationException","message":"` +
			says("DescribeLogGroups", "Amazon CloudWatch Logs") + `"}`, "logs", "DescribeLogGroups"},
	},
	"Query": {
		request{"POST", "/", "Scope: sns" + form, "Action=ListTopics&Version=2010-03-31"},
		answer{400, "text/xml",
			queryError("Sender", says("ListTopics", "Amazon Simple Notification Service")),
			"sns", "ListTopics"},
	},
	"Query in the address": {
		request{"GET", "/?Action=ListTopics", "Scope: sns", ""},
		answer{400, "text/xml",
			queryError("Sender", says("ListTopics", "Amazon Simple Notification Service")),
			"sns", "ListTopics"},
	},
	"EC2": {
		request{"POST", "/", "Scope: ec2" + form, "Action=DescribeVpcs&Version=2016-11-15"},
		answer{400, "text/xml", "<Response><Errors><Error><Code>InvalidAction</Code><Message>" +
			says("DescribeVpcs", "Amazon Elastic Compute Cloud") +
			"</Message></Error></Errors><RequestID>ID</RequestID></Response>", "ec2", "DescribeVpcs"},
	},
	"REST-JSON": {
		request{"GET", "/2015-03-31/functions/?Marker=a", "Scope: lambda", ""},
		answer{501, "application/json",
			`{"message":"` + says("GET /2015-03-31/functions/", "AWS Lambda") + `"}`,
			"lambda", "GET /2015-03-31/functions/"},
	},
	"REST-XML": {
		request{"GET", "/2013-04-01/hostedzone", "Scope: route53", ""},
		answer{501, "text/xml",
			queryError("Receiver", says("GET /2013-04-01/hostedzone", "Amazon Route 53")),
			"route53", "GET /2013-04-01/hostedzone"},
	},
	"S3": {
		request{"PUT", "/bucket/a%20b", "Scope: s3", "content"},
		answer{501, "text/xml", "<Error><Code>NotImplemented</Code><Message>" +
			says("PUT /bucket/a%20b", "Amazon Simple Storage Service") +
			"</Message><RequestId>ID</RequestId></Error>", "s3", "PUT /bucket/a%20b"},
	},
	"S3 Control": {
		request{"GET", "/v20180820/jobs", "Scope: s3", ""},
		answer{501, "text/xml",
			queryError("Receiver", says("GET /v20180820/jobs", "Amazon Simple Storage Service")),
			"s3", "GET /v20180820/jobs"},
	},
	"CBOR": {
		request{"POST", "/service/Any/operation/ListMetrics", "Scope: monitoring" + cbor, ""},
		answer{400, "application/cbor",
			"\xa2\x79\x00\x06__type\x79\x00\x19UnknownOperationException\x79\x00\x07message\x79\x00\x95" +
				says("ListMetrics", "Amazon CloudWatch"), "monitoring", "ListMetrics"},
	},
	"CBOR with a name that is no UTF-8": {
		request{"POST", "/service/Any/operation/a%ff", "Scope: monitoring" + cbor, ""},
		answer{400, "application/cbor",
			"\xa2\x79\x00\x06__type\x79\x00\x19UnknownOperationException\x79\x00\x07message\x79\x00\x8e" +
				says("a\uFFFD", "Amazon CloudWatch"), "monitoring", "a\xff"},
	},
	"a service that nobody knows": {
		request{"GET", "/", "Scope: tomorrow", ""},
		answer{501, "application/json", `{"message":"` + says("GET /", "tomorrow") + `"}`,
			"tomorrow", "GET /"},
	},
	"S3 with the signature of old": {
		request{"GET", "/bucket/key?AWSAccessKeyId=key&Signature=a", "", ""},
		answer{501, "text/xml", "<Error><Code>NotImplemented</Code><Message>" +
			says("GET /bucket/key", "Amazon Simple Storage Service") +
			"</Message><RequestId>ID</RequestId></Error>", "s3", "GET /bucket/key"},
	},
	"no service": {
		request{"GET", "/bucket", "Amz-Sdk-Request: attempt=1", ""},
		answer{501, "application/json", `{"message":"` + says("GET /bucket", "AWS") + `"}`,
			"", "GET /bucket"},
	},
}

func TestHandler_ServeHTTP(t *testing.T) {
	t.Parallel()
	for name, c := range answers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var seen []*awsapi.Call
			w := httptest.NewRecorder()
			handler(&seen, nil).ServeHTTP(w, c.request.http(t))
			contentType, call := w.Header().Get("Content-Type"), seen[0]
			got := answer{w.Code, contentType, bodyOf(w), call.Service.Name, call.Target}
			assert.Equal(t, c.answer, got)
			headers := map[string][]string(w.Header()) // spelled as AWS does
			assert.Equal(t, []string{"ID"}, headers["x-amzn-RequestId"])
			assert.Equal(t, "111122223333", call.Caller.Account)
		})
	}
}

// bodyOf returns the body of an answer without the declaration of XML.
func bodyOf(w *httptest.ResponseRecorder) string {
	return strings.TrimPrefix(w.Body.String(), `<?xml version="1.0" encoding="UTF-8"?>`+"\n")
}

// A signature that is not let in is refused as the service would.
func TestHandler_ServeHTTP_refused(t *testing.T) {
	t.Parallel()
	invalid := &awsapi.Error{Code: "UnrecognizedClientException", Message: "No."}
	for name, want := range map[string]string{
		"JSON 1.0": `400 {"__type":"com.amazon.coral.service#UnrecognizedClientException",` +
			`"message":"No."}`,
		"JSON 1.1":  `400 {"__type":"UnrecognizedClientException","message":"No."}`,
		"REST-JSON": `403 {"message":"No."}`,
		"S3": `403 <Error><Code>InvalidAccessKeyId</Code><Message>No.</Message>` +
			`<RequestId>ID</RequestId></Error>`,
		"EC2": `403 <Response><Errors><Error><Code>InvalidClientTokenId</Code>` +
			`<Message>No.</Message></Error></Errors><RequestID>ID</RequestID></Response>`,
	} {
		var seen []*awsapi.Call
		w := httptest.NewRecorder()
		handler(&seen, invalid).ServeHTTP(w, answers[name].request.http(t))
		assert.Equal(t, want, strconv.Itoa(w.Code)+" "+bodyOf(w), name)

		open := handler(&seen, invalid)
		open.Open = true
		w = httptest.NewRecorder()
		open.ServeHTTP(w, answers[name].request.http(t))
		assert.Equal(t, answers[name].status, w.Code, "who is let in anyway: %s", name)
	}
}
