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
// nothing or the same, none when it gives the empty ARN (DOCUMENTED).
func pathTo(in *events.ConnectivityResourceParameters, old *privatePath, caller awsapi.Caller) *privatePath {
	if in == nil {
		return old
	}
	configuration := *in.ResourceParameters.ResourceConfigurationArn
	switch {
	case configuration == "":
		return nil
	case old != nil && old.Configuration == configuration:
		return old
	}
	id := strings.ReplaceAll(awsapi.NewUUID(), "-", "")[:17]
	return &privatePath{
		Configuration: configuration,
		Association:   caller.ARN("vpc-lattice", "servicenetworkresourceassociation/snra-"+id),
	}
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
