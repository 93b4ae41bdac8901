package iam

import "strings"

// errVersion is UNKNOWN; the rule is DOCUMENTED in the grammar of policies.
func errVersion() error {
	return malformed("Policy document must be version 2012-10-17 or greater.")
}

// errPrincipal is RECORDED.
func errPrincipal() error { return malformed("Policy document should not specify a principal.") }

// errNoResources is RECORDED.
func errNoResources() error { return malformed("Policy statement must contain resources.") }

// errNoActions is UNKNOWN; the rule is DOCUMENTED in the grammar of policies.
func errNoActions() error { return malformed("Policy statement must contain actions.") }

// errNoVendor is UNKNOWN; the rule is DOCUMENTED in the grammar of policies.
func errNoVendor() error {
	return malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.")
}

// errColons is RECORDED in a public report.
func errColons() error { return malformed("Actions/Condition can contain only one colon.") }

// errVendor is UNKNOWN; that a service has a prefix of letters, digits and hyphens is DOCUMENTED.
func errVendor(vendor string) error { return malformed("Vendor %s is not valid", vendor) }

// errResource is UNKNOWN; the rule is DOCUMENTED in the grammar of policies.
func errResource(resource string) error {
	return malformed(`Resource %s must be in ARN format or "*".`, resource)
}

// errPartition is UNKNOWN; the partitions are DOCUMENTED.
func errPartition(partition, resource string) error {
	return malformed(`Partition "%s" is not valid for resource "%s".`, partition, resource)
}

// errVendorPattern is UNKNOWN; that the service of an ARN has no wildcard is DOCUMENTED.
func errVendorPattern() error {
	return malformed("Resource vendor must be fully qualified and cannot contain regexes.")
}

// errRegionIAM is UNKNOWN; that ARNs of IAM have no region is DOCUMENTED.
func errRegionIAM(resource string) error {
	return malformed("IAM resource %s cannot contain region information.", resource)
}

// errPathIAM is UNKNOWN; the kinds of resources are DOCUMENTED.
func errPathIAM() error {
	return malformed("IAM resource path must either be \"*\" or start with %s.",
		strings.Join(kindsIAM, ", "))
}

// errRegionS3 is UNKNOWN; that ARNs of buckets and objects have no region is DOCUMENTED.
func errRegionS3(resource string) error {
	return malformed("Resource %s can not contain region information.", resource)
}

// errSids is UNKNOWN; the rule is DOCUMENTED.
func errSids() error { return malformed("Statement IDs (SID) in a single policy must be unique.") }

// errSid is RECORDED in public reports.
func errSid() error {
	return malformed("Statement IDs (SID) must be alpha-numeric. " +
		"Check that your input satisfies the regular expression [0-9A-Za-z]*")
}

// errProhibited is RECORDED for Resource.
func errProhibited(member string) error { return malformed("Has prohibited field %s", member) }

// errNoPrincipal is RECORDED.
func errNoPrincipal() error {
	return malformed(
		"Invalid principal in policy: com.amazon.balsa.error.InvalidPolicyException: " +
			"The passed in policy has a statement with no principals!",
	)
}

// errNoSuchPrincipal is RECORDED.
func errNoSuchPrincipal(arn string) error {
	return malformed(`Invalid principal in policy: "AWS":"%s"`, arn)
}
