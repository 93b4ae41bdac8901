package iam

import (
	"slices"
	"strings"
)

// checkPermissions refuses what is no policy of permissions, inline or managed.
//
// UNKNOWN: the order of AWS's checks, and what else it looks at. The texts are INFERRED from
// another emulator, some of them RECORDED.
func checkPermissions(text string) error {
	members, statements := parse(text)
	if statements == nil {
		return errSyntax()
	}
	switch members["Version"] {
	case nil, "2012-10-17", "2008-10-17":
	default:
		return errVersion()
	}
	for _, s := range statements {
		if err := s.checkPermission(); err != nil {
			return err
		}
	}
	if repeated(statements) {
		return errSids()
	}
	return nil
}

func (s statement) checkPermission() error {
	switch {
	case s.names("Principal", "NotPrincipal"):
		return errPrincipal()
	case !s.names("Action", "NotAction"):
		return errNoActions()
	case !s.names("Resource", "NotResource"):
		return errNoResources()
	}
	if err := s.checkActions(); err != nil {
		return err
	}
	for _, resource := range append(texts(s["Resource"]), texts(s["NotResource"])...) {
		if err := checkResource(resource); err != nil {
			return err
		}
	}
	return nil
}

// partitions are AWS's (DOCUMENTED).
var partitions = []string{
	"aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc",
}

// checkResource refuses what is not *, and no ARN either. A part of an ARN may be a pattern.
func checkResource(resource string) error {
	if resource == "*" {
		return nil
	}
	parts := strings.SplitN(resource, ":", 6)
	if parts[0] != "arn" || len(parts) < 3 {
		return errResource(resource)
	}
	parts = append(parts, "", "", "")
	partition, vendor := parts[1], parts[2]
	regional := parts[3] != "" && parts[3] != "*"
	switch {
	case !strings.ContainsAny(partition, "*?$") && !slices.Contains(partitions, partition):
		return errPartition(partition, resource)
	case strings.ContainsAny(vendor, "*?"):
		return errVendorPattern()
	case vendor == "iam" && regional:
		return errRegionIAM(resource)
	case vendor == "s3" && regional && !strings.HasPrefix(parts[5], "accesspoint/"):
		return errRegionS3(resource)
	}
	return nil
}
