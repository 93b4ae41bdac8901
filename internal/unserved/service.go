package unserved

import (
	_ "embed"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

//go:embed services.txt
var table string

// A service is one of AWS, by the facts of its model.
type service struct {
	Name      string // in a credential scope; empty for none
	Protocols []string
	Prefix    string // of X-Amz-Target; empty where there is none
	FullName  string
}

// services are those of the table.
var services = sync.OnceValue(func() (all []service) {
	for line := range strings.Lines(table) {
		if !strings.HasPrefix(line, "#") {
			f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
			all = append(all, service{f[0], strings.Split(f[1], ","), f[2], f[3]})
		}
	}
	return all
})

// serviceOf returns the service that the target of a request names or, where it names none, its
// credential scope. A scope that several models share is that of the last which has such requests.
func (h *Handler) serviceOf(r *http.Request) service {
	scope := h.Scope(r)
	if scope == "" && isS3(r) {
		scope = "s3"
	}
	prefix, _, targeted := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	found := service{Name: scope, FullName: scope}
	for _, s := range services() {
		if targeted && s.Prefix == prefix {
			return s
		}
		if scope != "" && s.Name == scope && (found.Protocols == nil || s.answers(r)) {
			found = s
		}
	}
	return found
}

// isS3 tells whether a request without a credential scope is one that only S3 takes: with the
// signature of old, or with the hash of its body.
func isS3(r *http.Request) bool {
	return r.URL.Query().Has("AWSAccessKeyId") || r.Header.Get("X-Amz-Content-Sha256") != "" ||
		strings.HasPrefix(r.Header.Get("Authorization"), "AWS ")
}

// answers tells whether requests of the service look like this one.
func (s service) answers(r *http.Request) bool {
	if isForm(r) {
		return s.speaks("query") || s.speaks("ec2")
	}
	return s.speaks("rest-json") || s.speaks("rest-xml")
}

// onlyREST tells whether a form is content to the service, and names no operation.
func (s service) onlyREST() bool {
	return len(s.Protocols) > 0 && !slices.ContainsFunc(s.Protocols, func(protocol string) bool {
		return !strings.HasPrefix(protocol, "rest-")
	})
}

func (s service) speaks(protocol string) bool { return slices.Contains(s.Protocols, protocol) }

// described is the service for those who see the call.
func (s service) described() *awsapi.Service {
	name := s.FullName
	if name == "" {
		name = "AWS"
	}
	return &awsapi.Service{Name: s.Name, FullName: name, MessageMember: "message"}
}
