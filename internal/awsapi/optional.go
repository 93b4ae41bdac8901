package awsapi

// ValueOf is the value of a member, empty where the member is absent.
func ValueOf[T any](member *T) (value T) {
	if member != nil {
		value = *member
	}
	return value
}

// ValueOr is the value of a member, or the other one where the member is absent.
func ValueOr[T any](member *T, otherwise T) T {
	if member == nil {
		return otherwise
	}
	return *member
}

// Present is nil for the empty text, which AWS leaves out of its answers.
func Present(text string) *string {
	if text == "" {
		return nil
	}
	return new(text)
}
