package emulator_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// dated notes the deadline of each write.
type dated struct {
	*httptest.ResponseRecorder
	deadline time.Time
	left     []time.Duration
}

func (d *dated) SetWriteDeadline(t time.Time) error { d.deadline = t; return nil }

func (d *dated) Write(body []byte) (int, error) {
	d.left = append(d.left, time.Until(d.deadline))
	return d.ResponseRecorder.Write(body)
}

func TestPatient(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := &dated{ResponseRecorder: httptest.NewRecorder()}
		emulator.Patient(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			for range 3 {
				time.Sleep(time.Minute)
				_, err := w.Write([]byte("x"))
				assert.NoError(t, err)
				assert.NoError(t, http.NewResponseController(w).Flush())
			}
		})).ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil))
		assert.Equal(t, []time.Duration{30 * time.Second, 30 * time.Second, 30 * time.Second}, w.left)
		assert.Equal(t, "xxx", w.Body.String())
		assert.True(t, w.Flushed)
	})
}
