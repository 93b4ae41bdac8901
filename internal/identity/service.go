package identity

import (
	"net/http"
	"strings"
)

// Service is the service that the credential scope of a request names, or
// nothing where there is no scope that can be read.
func Service(r *http.Request) string {
	credential := r.URL.Query().Get("X-Amz-Credential")
	for name, value := range parameters(r.Header.Get("Authorization")) {
		if name == "Credential" {
			credential = value
		}
	}
	if parts := strings.Split(credential, "/"); len(parts) == 5 {
		return parts[3]
	}
	return ""
}
