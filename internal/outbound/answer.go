package outbound

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
)

// The most that is read of an answer, in bytes: of its head, and of its body before and after it is
// decoded. Larger bodies are accepted, and cut (RECORDED that they are accepted).
const (
	largestHead = 64 << 10
	largestBody = 1 << 20
)

// An Answer is what a server said.
type Answer struct {
	Status int         // such as 200; redirects are answers like any other
	Header http.Header // Retry-After is for the caller to judge
	Body   []byte      // decoded; at most its first 1 MiB
}

var errNotHTTP = errors.New("the answer is not HTTP") // what it is instead may be secret

// readAnswer reads the answer to a request of that method.
func readAnswer(conn net.Conn, method string) (*Answer, error) {
	bounded := &io.LimitedReader{R: conn, N: largestHead}
	response, err := readHead(bufio.NewReader(bounded), method)
	if err != nil {
		return nil, failed(Cut, err)
	}
	bounded.N = 2 * largestBody // chunks have lengths of their own
	body, err := io.ReadAll(io.LimitReader(response.Body, largestBody))
	if err != nil {
		return nil, failed(Cut, err)
	}
	decoded := decode(response.Header.Get("Content-Encoding"), body)
	return &Answer{response.StatusCode, response.Header, decoded}, nil
}

// readHead reads up to the body of the answer, past those that say that it is to come.
func readHead(from *bufio.Reader, method string) (*http.Response, error) {
	for {
		response, err := http.ReadResponse(from, &http.Request{Method: method})
		if err != nil {
			return nil, readable(err)
		}
		if response.StatusCode >= 200 || response.StatusCode == http.StatusSwitchingProtocols {
			return response, nil
		}
	}
}

// readable returns an error that quotes nothing of the answer.
func readable(err error) error {
	_, ofNetwork := errors.AsType[net.Error](err)
	if ofNetwork || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	return errNotHTTP
}
