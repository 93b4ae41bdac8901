// Package caller makes single calls without an SDK: no retries, no validation, nothing between a
// test and the answer.
package caller

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// Client calls one emulator.
type Client struct {
	URL  string
	HTTP interface {
		Do(*http.Request) (*http.Response, error)
	}
}

// Call makes a call with a target such as AWSEvents.CreateConnection and reads a success into out,
// unless that is nil. It answers the error code, which is empty for a success. An error means that
// nobody knows what became of the call.
func (c Client) Call(target string, in, out any) (code string, err error) {
	sent, err := json.Marshal(in)
	if err != nil {
		return "", err
	}
	request, err := http.NewRequest(http.MethodPost, c.URL+"/", bytes.NewReader(sent))
	if err != nil {
		return "", err
	}
	request.Header.Set("Content-Type", "application/x-amz-json-1.1")
	request.Header.Set("X-Amz-Target", target)
	request.Header.Set("X-Amz-Date", "20260101T000000Z")
	request.Header.Set("Authorization", "AWS4-HMAC-SHA256 "+
		"Credential=test/20260101/us-east-1/events/aws4_request, "+
		"SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature="+strings.Repeat("0", 64))
	status, received, err := c.send(request)
	if err != nil {
		return "", err
	}
	if status != http.StatusOK {
		var failure struct {
			Type string `json:"__type"`
		}
		err := json.Unmarshal(received, &failure)
		if err == nil && failure.Type == "" {
			err = fmt.Errorf("status %d without an error code: %s", status, received)
		}
		return failure.Type, err
	}
	if out == nil {
		return "", nil
	}
	return "", json.Unmarshal(received, out)
}

// Control makes a call of the emulator's own control paths and answers what it says; it must
// succeed.
func (c Client) Control(method, path string, body []byte) ([]byte, error) {
	request, err := http.NewRequest(method, c.URL+"/_emulator/"+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	status, received, err := c.send(request)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("%s %s: status %d: %s", method, path, status, received)
	}
	return received, err
}

func (c Client) send(request *http.Request) (status int, body []byte, err error) {
	response, err := c.HTTP.Do(request)
	if err != nil {
		return 0, nil, err
	}
	defer response.Body.Close()
	body, err = io.ReadAll(response.Body)
	return response.StatusCode, body, err
}
