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
			out, err := next(ctx, c)
			name, ok := notServed(c)
			switch {
			case !ok:
			case c.Upstream != 0:
				log.DebugContext(
					ctx, "answered by the upstream", "request_id", c.ID, "service", c.Service.Name, "operation",
					name, "status", c.Upstream,
				)
			case c.Service == nil:
				log.WarnContext(ctx, "service not served", "request_id", c.ID, "operation", name)
			default:
				log.WarnContext(
					ctx, "operation not served", "request_id", c.ID, "service", c.Service.Name, "operation", name,
				)
			}
			return out, err
		}
	}
}

// notServed returns the operation of a call that asks for what is not served.
func notServed(c *awsapi.Call) (name string, ok bool) {
	if name, ok := c.Unserved(); ok {
		return name, true
	}
	ofNobody := c.Service == nil && c.Target != "" ||
		c.Service != nil && len(c.Service.Operations) == 0
	return c.Target[:min(len(c.Target), longestTarget)], ofNobody
}
