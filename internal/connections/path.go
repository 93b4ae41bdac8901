package connections

import (
	"strings"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/model/events"
)

// privatePath is the way through VPC Lattice to a private endpoint.
type privatePath struct {
	Configuration string // ARN of the resource configuration, as given
	Association   string // ARN of the association that EventBridge made with it
}

// pathTo is the private path that a request asks for: the old one when it says
// nothing or the same, none when it gives the empty ARN (DOCUMENTED). A configuration
// of another region or account is taken (UNKNOWN).
func (c *connection) pathTo(
	in *events.ConnectivityResourceParameters, old *privatePath, caller awsapi.Caller,
) *privatePath {
	if in == nil {
		return old
	}
	configuration := *in.ResourceParameters.ResourceConfigurationArn
	if configuration == "" {
		return nil
	}
	for _, p := range []*privatePath{c.InvocationPath, c.OAuthPath} {
		if p != nil && p.Configuration == configuration {
			return p
		}
	}
	return &privatePath{
		Configuration: configuration,
		Association:   caller.ARN("vpc-lattice", "servicenetworkresourceassociation/"+associationID()),
	}
}

// associationID makes an id in the form of VPC Lattice: a nought and 16 hexadecimal digits
// (RECORDED). A connection has one association with each configuration (INFERRED).
func associationID() string {
	return "snra-0" + strings.ReplaceAll(awsapi.NewUUID(), "-", "")[:16]
}

func (p *privatePath) describe() *events.DescribeConnectionConnectivityParameters {
	if p == nil {
		return nil
	}
	return &events.DescribeConnectionConnectivityParameters{
		ResourceParameters: &events.DescribeConnectionResourceParameters{
			ResourceConfigurationArn: &p.Configuration,
			ResourceAssociationArn:   &p.Association,
		},
	}
}
