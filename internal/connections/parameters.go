package connections

import (
	"bytes"
	"encoding/json"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
)

// parameters are the authorization parameters of a connection. Names and order
// are those of the managed secret's JSON (RECORDED).
type parameters struct {
	Username              *string         `json:"username,omitzero"`
	Password              *string         `json:"password,omitzero"`
	APIKeyName            *string         `json:"api_key_name,omitzero"`
	APIKeyValue           *string         `json:"api_key_value,omitzero"`
	ClientID              *string         `json:"client_id,omitzero"`
	ClientSecret          *string         `json:"client_secret,omitzero"`
	AuthorizationEndpoint *string         `json:"authorization_endpoint,omitzero"`
	HTTPMethod            *string         `json:"http_method,omitzero"`
	OAuthHTTP             *httpParameters `json:"oauth_http_parameters,omitzero"`
	InvocationHTTP        *httpParameters `json:"invocation_http_parameters,omitzero"`
}

type httpParameters struct {
	Header      []parameter `json:"header_parameters,omitzero"`
	QueryString []parameter `json:"query_string_parameters,omitzero"`
	Body        []parameter `json:"body_parameters,omitzero"`
}

type parameter struct {
	Key           *string `json:"key,omitzero"`
	Value         *string `json:"value,omitzero"`
	IsValueSecret bool    `json:"is_value_secret"`
}

// seal writes the parameters as the value of the managed secret.
func (p *parameters) seal() (awsapi.Secret, error) {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	err := e.Encode(p)
	return awsapi.NewSecret(string(bytes.TrimSpace(text.Bytes()))), err
}

// unseal reads the parameters back from the value of the managed secret.
func unseal(value awsapi.Secret) (*parameters, error) {
	p := new(parameters)
	return p, json.Unmarshal([]byte(value.Reveal()), p)
}

// public copies what Describe shows: no password, API key or client secret,
// and no value that is said to be secret.
func (p *parameters) public() *parameters {
	out := *p
	out.Password, out.APIKeyValue, out.ClientSecret = nil, nil, nil
	out.OAuthHTTP, out.InvocationHTTP = p.OAuthHTTP.public(), p.InvocationHTTP.public()
	return &out
}

func (h *httpParameters) public() *httpParameters {
	if h == nil {
		return nil
	}
	return &httpParameters{publicValues(h.Header), publicValues(h.QueryString), publicValues(h.Body)}
}

func publicValues(list []parameter) []parameter {
	if list == nil {
		return nil
	}
	out := make([]parameter, len(list))
	for i, p := range list {
		out[i] = p
		if p.IsValueSecret {
			out[i].Value = nil
		}
	}
	return out
}

// hide takes all values away.
func (h *httpParameters) hide() {
	if h == nil {
		return
	}
	for _, list := range [][]parameter{h.Header, h.QueryString, h.Body} {
		for i := range list {
			list[i].Value = nil
		}
	}
}

// complete tells whether everything that the type needs is there.
func (p *parameters) complete(t events.ConnectionAuthorizationType) bool {
	var needed []*string
	switch t {
	case events.ConnectionAuthorizationTypeBasic:
		needed = []*string{p.Username, p.Password}
	case events.ConnectionAuthorizationTypeApiKey:
		needed = []*string{p.APIKeyName, p.APIKeyValue}
	case events.ConnectionAuthorizationTypeOauthClientCredentials:
		needed = []*string{p.ClientID, p.ClientSecret, p.AuthorizationEndpoint, p.HTTPMethod}
	}
	for _, n := range needed {
		if n == nil {
			return false
		}
	}
	return needed != nil
}
