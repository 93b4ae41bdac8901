package identity

import (
	"cmp"
	"net/http"
	"strings"
)

// Service is the service that the credential scope of a request names, or
// nothing where there is no scope that can be read.
func Service(r *http.Request) string {
	credential := cmp.Or(parameter(r.Header.Get("Authorization"), "Credential"), r.URL.Query().Get("X-Amz-Credential"))
	if parts := strings.Split(credential, "/"); len(parts) == 5 {
		return parts[3]
	}
	return ""
}
