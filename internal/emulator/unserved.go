package emulator

import (
	"context"
	"log/slog"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// longestTarget is how much of a target a warning shows. Those of AWS are shorter.
const longestTarget = 100

// warned warns of services and operations that AWS has and the emulator does
// not: whoever runs a program against it should not have to guess why it fails.
func warned(log *slog.Logger) awsapi.Interceptor {
	return func(next awsapi.Handler) awsapi.Handler {
		return func(ctx context.Context, c *awsapi.Call) (*awsapi.Output, error) {
			name, ok := c.Unserved()
			if !ok && c.Service != nil && len(c.Service.Operations) == 0 {
				name, ok = c.Target[:min(len(c.Target), longestTarget)], true
			}
			if ok {
				log.WarnContext(ctx, "operation not served", "request_id", c.ID, "service", c.Service.Name, "operation", name)
			}
			if c.Service == nil && c.Target != "" {
				log.WarnContext(ctx, "service not served", "request_id", c.ID, "operation", c.Target[:min(len(c.Target), longestTarget)])
			}
			return next(ctx, c)
		}
	}
}
