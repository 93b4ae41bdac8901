// Package contract holds the tests that an SDK client makes of the operations:
// what is promised to a user, not how it is done.
//
// With EMULATOR_CONTRACT_AWS=1 the tests that need nothing of the emulator run
// against real AWS, with the credentials and region of the environment
// (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION), so
// that anyone with an account can settle what is unknown.
package contract
