package events

import "github.com/eventbridge-connections/emulator/internal/awsapi"

// Check says which constraints of the model are broken.
func (r *DescribeConnectionResponse) Check() error {
	return awsapi.NewOutput(shapeDescribeConnectionResponse, r).Check()
}

// Check says which constraints of the model are broken.
func (r *DescribeApiDestinationResponse) Check() error {
	return awsapi.NewOutput(shapeDescribeApiDestinationResponse, r).Check()
}

// Check says which constraints of the model are broken.
func (r *DescribeEventBusResponse) Check() error {
	return awsapi.NewOutput(shapeDescribeEventBusResponse, r).Check()
}

// Check says which constraints of the model are broken.
func (r *DescribeRuleResponse) Check() error {
	return awsapi.NewOutput(shapeDescribeRuleResponse, r).Check()
}

// Check says which constraints of the model are broken.
func (r *ListTagsForResourceResponse) Check() error {
	return awsapi.NewOutput(shapeListTagsForResourceResponse, r).Check()
}
