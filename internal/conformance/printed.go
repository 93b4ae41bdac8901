package conformance

// printed are the enum sets in the order in which AWS prints them.
var printed = map[string]string{
	// RECORDED
	"ConnectionAuthorizationType": "[BASIC, OAUTH_CLIENT_CREDENTIALS, API_KEY]",
	"ApiDestinationHttpMethod":    "[HEAD, POST, PATCH, DELETE, PUT, GET, OPTIONS]",

	// INFERRED
	"ConnectionOAuthHttpMethod": "[POST, PUT, GET]",
	"ConnectionState": "[DEAUTHORIZING, ACTIVE, AUTHORIZING, UPDATING, DELETING, " +
		"FAILED_CONNECTIVITY, CREATING, AUTHORIZED, DEAUTHORIZED]",

	// RECORDED but for the last
	"KeyUsageType": "[ENCRYPT_DECRYPT, SIGN_VERIFY, GENERATE_VERIFY_MAC, KEY_AGREEMENT]",
}
