package emulator

// What tests need of the inside.
var (
	Internal  = internal
	Recovered = recovered
	Patient   = patient
)
