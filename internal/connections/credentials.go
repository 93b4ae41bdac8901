package connections

import (
	"slices"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/endpoint"
	"github.com/eventbridge-connections/emulator/internal/model/events"
)

// given is what a request says of authorization. The members of a creation are
// those of an update, so that there is one way to apply them.
type given = events.UpdateConnectionAuthRequestParameters

// ofCreation reads the parameters of a CreateConnection.
func ofCreation(in *events.CreateConnectionAuthRequestParameters) *given {
	out := &given{
		BasicAuthParameters:      (*events.UpdateConnectionBasicAuthRequestParameters)(in.BasicAuthParameters),
		ApiKeyAuthParameters:     (*events.UpdateConnectionApiKeyAuthRequestParameters)(in.ApiKeyAuthParameters),
		InvocationHttpParameters: in.InvocationHttpParameters,
		ConnectivityParameters:   in.ConnectivityParameters,
	}
	if o := in.OAuthParameters; o != nil {
		out.OAuthParameters = &events.UpdateConnectionOAuthRequestParameters{
			ClientParameters:      (*events.UpdateConnectionOAuthClientRequestParameters)(o.ClientParameters),
			AuthorizationEndpoint: o.AuthorizationEndpoint,
			HttpMethod:            o.HttpMethod,
			OAuthHttpParameters:   o.OAuthHttpParameters,
		}
	}
	return out
}

// kinds are the authorization types that parameters are given for.
func kinds(g *given) (out []events.ConnectionAuthorizationType) {
	if g == nil {
		return nil
	}
	if g.BasicAuthParameters != nil {
		out = append(out, events.ConnectionAuthorizationTypeBasic)
	}
	if g.OAuthParameters != nil {
		out = append(out, events.ConnectionAuthorizationTypeOauthClientCredentials)
	}
	if g.ApiKeyAuthParameters != nil {
		out = append(out, events.ConnectionAuthorizationTypeApiKey)
	}
	return out
}

var parametersOf = map[events.ConnectionAuthorizationType]string{
	events.ConnectionAuthorizationTypeBasic:                  "BasicAuthParameters",
	events.ConnectionAuthorizationTypeApiKey:                 "ApiKeyAuthParameters",
	events.ConnectionAuthorizationTypeOauthClientCredentials: "OAuthParameters",
}

// check refuses parameters that are not those of the type, and an endpoint that is no HTTPS URL.
// AWS documents the first rule; both texts are UNKNOWN.
//
// ConnectivityParameters, a private path to an authorization endpoint, are taken with every type,
// also with BASIC and API_KEY, which have no such endpoint (UNKNOWN).
func check(verb string, t events.ConnectionAuthorizationType, g *given) error {
	if !slices.Equal(kinds(g), []events.ConnectionAuthorizationType{t}) {
		return errMismatch(verb, t)
	}
	if o := g.OAuthParameters; o != nil && o.AuthorizationEndpoint != nil &&
		!endpoint.Valid(*o.AuthorizationEndpoint) {
		return errEndpoint(verb, *o.AuthorizationEndpoint)
	}
	return nil
}

// apply lays what is given over the parameters: a member that is absent keeps
// its value (RECORDED); HTTP parameters are replaced as a whole (UNKNOWN).
func (p *parameters) apply(g *given) {
	if b := g.BasicAuthParameters; b != nil {
		overlay(&p.Username, b.Username)
		overlaySecret(&p.Password, b.Password)
	}
	if k := g.ApiKeyAuthParameters; k != nil {
		overlay(&p.APIKeyName, k.ApiKeyName)
		overlaySecret(&p.APIKeyValue, k.ApiKeyValue)
	}
	if o := g.OAuthParameters; o != nil {
		p.applyOAuth(o)
	}
	if h := g.InvocationHttpParameters; h != nil {
		p.InvocationHTTP = ofHTTP(h)
	}
}

func (p *parameters) applyOAuth(o *events.UpdateConnectionOAuthRequestParameters) {
	if c := o.ClientParameters; c != nil {
		overlay(&p.ClientID, c.ClientID)
		overlaySecret(&p.ClientSecret, c.ClientSecret)
	}
	overlay(&p.AuthorizationEndpoint, o.AuthorizationEndpoint)
	overlay(&p.HTTPMethod, (*string)(o.HttpMethod))
	if h := o.OAuthHttpParameters; h != nil {
		p.OAuthHTTP = ofHTTP(h)
	}
}

func overlay(into **string, value *string) {
	if value != nil {
		*into = value
	}
}

func overlaySecret(into **string, value *awsapi.Secret) {
	if value != nil {
		*into = new(value.Reveal())
	}
}

func ofHTTP(h *events.ConnectionHttpParameters) *httpParameters {
	out := new(httpParameters)
	for _, p := range h.HeaderParameters {
		out.Header = append(out.Header, ofParameter(p.Key, p.Value, p.IsValueSecret))
	}
	for _, p := range h.QueryStringParameters {
		out.QueryString = append(out.QueryString, ofParameter(p.Key, p.Value, p.IsValueSecret))
	}
	for _, p := range h.BodyParameters {
		out.Body = append(out.Body, ofParameter(p.Key, p.Value, p.IsValueSecret))
	}
	return out
}

func ofParameter(key *string, value *awsapi.Secret, secret *bool) parameter {
	p := parameter{Key: key, IsValueSecret: secret != nil && *secret}
	overlaySecret(&p.Value, value)
	return p
}
