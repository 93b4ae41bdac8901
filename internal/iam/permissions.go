package iam

import (
	"slices"
	"strings"
)

// checkPermissions refuses what is no policy of permissions, inline or managed.
//
// UNKNOWN: the order of AWS's checks, and what else it looks at.
func checkPermissions(text string) error {
	members, statements := parse(text)
	if statements == nil {
		return errSyntax()
	}
	if err := checkVersion(members); err != nil {
		return err
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

// checkVersion refuses a version of the language of policies that there is not (DOCUMENTED).
func checkVersion(members map[string]any) error {
	switch members["Version"] {
	case nil, "2012-10-17", "2008-10-17":
		return nil
	}
	return errVersion()
}

func (s statement) checkPermission() error {
	sid, _ := s["Sid"].(string)
	switch {
	case strings.ContainsFunc(sid, notOfSid):
		return errSid()
	case s.names("Principal", "NotPrincipal"):
		return errPrincipal()
	case !s.names("Action", "NotAction"):
		return errNoActions()
	case !s.names("Resource", "NotResource"):
		return errNoResources()
	}
	if err := s.checkVendors(); err != nil {
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
	case vendor == "iam" && !isPathIAM(parts[5]):
		return errPathIAM()
	case vendor == "s3" && regional && !strings.HasPrefix(parts[5], "accesspoint/"):
		return errRegionS3(resource)
	}
	return nil
}

// kindsIAM are how the resources of IAM begin (DOCUMENTED).
var kindsIAM = []string{
	"user/", "federated-user/", "role/", "group/", "instance-profile/", "mfa/", "server-certificate/",
	"policy/", "sms-mfa/", "saml-provider/", "oidc-provider/", "report/", "access-report/",
}

// isPathIAM tells whether the last part of an ARN of IAM is one of its resources, or may be one
// because its beginning is a pattern.
func isPathIAM(path string) bool {
	kind, _, _ := strings.Cut(path, "/")
	return path == "" || strings.ContainsAny(kind, "*?$") || slices.ContainsFunc(kindsIAM,
		func(beginning string) bool { return strings.HasPrefix(path, beginning) })
}
