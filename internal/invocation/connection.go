package invocation

import (
	"encoding/base64"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// An Endpoint is what an API destination says of the request.
type Endpoint struct {
	URL    string // https:// is put before a URL without a scheme
	Method string
}

// A Target is the HttpParameters of a rule's target, with what they have of the event.
type Target struct {
	PathParameterValues   []string // in the order of the wildcards
	HeaderParameters      map[string]string
	QueryStringParameters map[string]string
}

// The authorization types of a connection.
const (
	Basic                  = "BASIC"
	APIKey                 = "API_KEY"
	OAuthClientCredentials = "OAUTH_CLIENT_CREDENTIALS"
)

// A Connection is what a connection adds to a request. Only the parameters of its authorization
// type are read.
type Connection struct {
	AuthorizationType        string // empty adds no authorization
	Basic                    BasicParameters
	APIKey                   APIKeyParameters
	OAuth                    OAuthParameters
	InvocationHTTPParameters HTTPParameters
}

// BasicParameters are the BasicAuthParameters of a connection.
type BasicParameters struct {
	Username string
	Password awsapi.Secret
}

// APIKeyParameters are the ApiKeyAuthParameters of a connection.
type APIKeyParameters struct {
	Name  string // of the header
	Value awsapi.Secret
}

// OAuthParameters are the OAuthParameters of a connection.
type OAuthParameters struct {
	ClientID              string
	ClientSecret          awsapi.Secret
	AuthorizationEndpoint string
	HTTPMethod            string
	HTTPParameters        HTTPParameters
}

// HTTPParameters are the ConnectionHttpParameters of a connection, in its order.
type HTTPParameters struct {
	Header      []Parameter
	QueryString []Parameter
	Body        []Parameter
}

// A Parameter is a header, a parameter of the query string, or a parameter of the body.
type Parameter struct {
	Key           string
	Value         awsapi.Secret // sensitive in the model; shown unless IsValueSecret
	IsValueSecret bool
}

// A parameter knows where it comes from.
type parameter struct {
	Parameter
	origin Origin
}

// ofConnection marks the parameters as the connection's.
func ofConnection(list []Parameter) []parameter {
	out := make([]parameter, len(list))
	for i, p := range list {
		out[i] = parameter{p, FromConnection}
	}
	return out
}

// credentials returns the header that authorizes the request, or none. RECORDED for Step Functions,
// which reads the same connections. Neither a password nor an API key is ever shown.
func (c *Connection) credentials() []Header {
	encode := base64.StdEncoding.EncodeToString
	switch c.AuthorizationType {
	case Basic:
		pair := []byte(c.Basic.Username + ":" + c.Basic.Password.Reveal())
		return []Header{credential(authorization, "Basic ", encode(pair))}
	case APIKey:
		return []Header{credential(c.APIKey.Name, "", c.APIKey.Value.Reveal())}
	case OAuthClientCredentials:
		return []Header{bearer(awsapi.Secret{})}
	}
	return nil
}

// authorization is the name of the header.
const authorization = "Authorization"

// bearer returns the Authorization header that carries a token.
func bearer(token awsapi.Secret) Header {
	return credential(authorization, "Bearer ", token.Reveal())
}

func credential(name, scheme, secret string) Header {
	h := Header{Name: name, Origin: FromConnection}
	h.Value.add(FromConnection, scheme)
	h.Value.hide(FromConnection, secret)
	return h
}
