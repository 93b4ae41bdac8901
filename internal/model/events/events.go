// Package events holds what the official API model says of Amazon EventBridge:
// shapes, constraints and the Server interface.
package events

// The operations named here are the ones that are served.
//
//go:generate go run ../generate CreateConnection DescribeConnection UpdateConnection DeleteConnection ListConnections DeauthorizeConnection CreateApiDestination DescribeApiDestination UpdateApiDestination DeleteApiDestination ListApiDestinations CreateEventBus DescribeEventBus UpdateEventBus DeleteEventBus ListEventBuses PutPermission RemovePermission PutRule DescribeRule ListRules EnableRule DisableRule DeleteRule PutTargets ListTargetsByRule RemoveTargets ListRuleNamesByTarget TestEventPattern PutEvents TagResource UntagResource ListTagsForResource
