package awsapi

// ValueOf is the value of a member, empty where the member is absent.
func ValueOf[T any](member *T) (value T) {
	if member != nil {
		value = *member
	}
	return value
}

// Present is nil for the empty text, which AWS leaves out of its answers.
func Present(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
