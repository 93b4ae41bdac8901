package connections

import (
	"context"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

// DescribeConnection shows a connection without its secrets.
//
// Errors: ResourceNotFoundException.
func (s *Service) DescribeConnection(
	ctx context.Context, in *events.DescribeConnectionRequest,
) (*events.DescribeConnectionResponse, error) {
	return transaction.View(ctx, s.Store, func(
		tx *transaction.Tx,
	) (*events.DescribeConnectionResponse, error) {
		c, err := get(tx, "describe", *in.Name)
		if err != nil {
			return nil, err
		}
		out := c.describe(c.Timeline.at(tx))
		out.SecretArn = awsapi.Present(c.secretARN(tx))
		out.LastModifiedTime = events.Seconds(c.lastModified(tx))
		out.LastAuthorizedTime = events.Seconds(c.lastAuthorized(tx))
		return out, nil
	})
}

// describe shows the connection at a step of its timeline, as far as that does not depend on the
// time.
func (c *connection) describe(now *step) *events.DescribeConnectionResponse {
	return &events.DescribeConnectionResponse{
		ConnectionArn:                    &c.ARN,
		Name:                             &c.Name,
		Description:                      awsapi.Present(c.Description),
		InvocationConnectivityParameters: c.InvocationPath.describe(),
		ConnectionState:                  &now.State,
		StateReason:                      awsapi.Present(now.Reason),
		AuthorizationType:                &c.AuthorizationType,
		SecretArn:                        awsapi.Present(c.SecretARN),
		KmsKeyIdentifier:                 awsapi.Present(c.KMSKeyIdentifier),
		AuthParameters:                   c.describeParameters(),
		CreationTime:                     events.Seconds(c.Created),
	}
}

// describeParameters shows the parameters of the connection's type; removed
// ones are an empty structure (RECORDED).
func (c *connection) describeParameters() *events.ConnectionAuthResponseParameters {
	p := c.Public
	if p == nil {
		return new(events.ConnectionAuthResponseParameters)
	}
	out := &events.ConnectionAuthResponseParameters{
		InvocationHttpParameters: p.InvocationHTTP.describe(),
		ConnectivityParameters:   c.OAuthPath.describe(),
	}
	switch c.AuthorizationType {
	case events.ConnectionAuthorizationTypeBasic:
		out.BasicAuthParameters = &events.ConnectionBasicAuthResponseParameters{Username: p.Username}
	case events.ConnectionAuthorizationTypeApiKey:
		out.ApiKeyAuthParameters = &events.ConnectionApiKeyAuthResponseParameters{ApiKeyName: p.APIKeyName}
	case events.ConnectionAuthorizationTypeOauthClientCredentials:
		out.OAuthParameters = &events.ConnectionOAuthResponseParameters{
			ClientParameters:      &events.ConnectionOAuthClientResponseParameters{ClientID: p.ClientID},
			AuthorizationEndpoint: p.AuthorizationEndpoint,
			HttpMethod:            (*events.ConnectionOAuthHttpMethod)(p.HTTPMethod),
			OAuthHttpParameters:   p.OAuthHTTP.describe(),
		}
	}
	return out
}

func (h *httpParameters) describe() *events.ConnectionHttpParameters {
	if h == nil {
		return nil
	}
	return &events.ConnectionHttpParameters{
		HeaderParameters: mapped(h.Header, func(p parameter) events.ConnectionHeaderParameter {
			return events.ConnectionHeaderParameter{
				Key: p.Key, Value: p.describeValue(), IsValueSecret: &p.IsValueSecret,
			}
		}),
		QueryStringParameters: mapped(h.QueryString, func(
			p parameter,
		) events.ConnectionQueryStringParameter {
			return events.ConnectionQueryStringParameter{
				Key: p.Key, Value: p.describeValue(), IsValueSecret: &p.IsValueSecret,
			}
		}),
		BodyParameters: mapped(h.Body, func(p parameter) events.ConnectionBodyParameter {
			return events.ConnectionBodyParameter{
				Key: p.Key, Value: p.describeValue(), IsValueSecret: &p.IsValueSecret,
			}
		}),
	}
}

func (p parameter) describeValue() *awsapi.Secret {
	if p.Value == nil {
		return nil
	}
	return new(awsapi.NewSecret(*p.Value))
}

func mapped[A, B any](in []A, f func(A) B) []B {
	if in == nil {
		return nil
	}
	out := make([]B, len(in))
	for i, a := range in {
		out[i] = f(a)
	}
	return out
}
