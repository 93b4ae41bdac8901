package iam

// The texts of MalformedPolicyDocument. Those without another mark are INFERRED from another
// emulator.

func errVersion() error {
	return malformed("Policy document must be version 2012-10-17 or greater.")
}

// errPrincipal is RECORDED.
func errPrincipal() error { return malformed("Policy document should not specify a principal.") }

// errNoResources is RECORDED.
func errNoResources() error { return malformed("Policy statement must contain resources.") }

func errNoActions() error { return malformed("Policy statement must contain actions.") }

func errNoVendor() error {
	return malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.")
}

func errColons() error { return malformed("Actions/Condition can contain only one colon.") }

func errVendor(vendor string) error { return malformed("Vendor %s is not valid", vendor) }

func errResource(resource string) error {
	return malformed(`Resource %s must be in ARN format or "*".`, resource)
}

func errPartition(partition, resource string) error {
	return malformed(`Partition "%s" is not valid for resource "%s".`, partition, resource)
}

func errVendorPattern() error {
	return malformed("Resource vendor must be fully qualified and cannot contain regexes.")
}

func errRegionIAM(resource string) error {
	return malformed("IAM resource %s cannot contain region information.", resource)
}

func errRegionS3(resource string) error {
	return malformed("Resource %s can not contain region information.", resource)
}

func errSids() error { return malformed("Statement IDs (SID) in a single policy must be unique.") }

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
