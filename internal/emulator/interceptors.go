package emulator

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
)

// logged writes a line for every call, without its parameters.
func logged(log *slog.Logger) awsapi.Interceptor {
	return func(next awsapi.Handler) awsapi.Handler {
		return func(ctx context.Context, c *awsapi.Call) (*awsapi.Output, error) {
			if !log.Enabled(ctx, slog.LevelDebug) {
				return next(ctx, c)
			}
			start := time.Now()
			out, err := next(ctx, c)
			log.DebugContext(ctx, "call", "request_id", c.ID, "operation", c.Target, "resource", c.Resource(),
				"account", c.Caller.Account, "region", c.Caller.Region,
				"status", statusOf(err), "code", codeOf(err), "duration", time.Since(start))
			return out, err
		}
	}
}

// statusOf is the HTTP status of what came of a call.
func statusOf(err error) int {
	if err == nil {
		return http.StatusOK
	}
	if e, ok := errors.AsType[*awsapi.Error](err); ok {
		return e.HTTPStatus()
	}
	return http.StatusInternalServerError
}

func codeOf(err error) string {
	if e, ok := errors.AsType[*awsapi.Error](err); ok {
		return e.Code
	}
	return ""
}

// internal turns every error that is not in AWS's words into the service's
// internal error, with the cause in the log under the request id.
func internal(log *slog.Logger) awsapi.Interceptor {
	return func(next awsapi.Handler) awsapi.Handler {
		return func(ctx context.Context, c *awsapi.Call) (*awsapi.Output, error) {
			out, err := next(ctx, c)
			if _, known := errors.AsType[*awsapi.Error](err); err == nil || known {
				return out, err
			}
			log.ErrorContext(ctx, "internal error", "request_id", c.ID, "operation", c.Target, "err", err)
			return nil, &awsapi.Error{
				Code:    c.Service.InternalError,
				Message: "An internal error occurred. The emulator's log has it under request id " + c.ID + ".",
				Status:  http.StatusInternalServerError,
			}
		}
	}
}

// recovered turns a panic into an error, so that the process lives.
func recovered(next awsapi.Handler) awsapi.Handler {
	return func(ctx context.Context, c *awsapi.Call) (out *awsapi.Output, err error) {
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
			}
		}()
		return next(ctx, c)
	}
}
