package schedule_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/schedule"
)

var accepted = []string{
	"rate(1 minute)", "rate(7 minutes)", "rate(1 hour)", "rate(12 hours)", "rate(1 day)",
	"rate(30 days)", "rate(01 minute)", "rate(07 minutes)", "rate(2147483647 minutes)",
	"rate(2147483647 days)",
	"cron(15 10 * * ? *)", "cron(5,35 14 * * ? *)", "cron(0-30/10 8-17 ? * MON-FRI *)",
	"cron(3/10 * * * ? *)", "cron(*/20 * * * ? *)", "cron(0/30 20-2 ? * MON-FRI *)",
	"cron(50-10/5 * * * ? *)", "cron(0 6 1 NOV-FEB ? *)", "cron(0 6 ? * FRI-MON *)",
	"cron(0 6 28-3 * ? *)", "cron(0 6 ? JAN,APR,JUL TUE,THU *)", "cron(0 6 ? * 1,7 *)",
	"cron(0 6 1 1,12 ? *)", "cron(0 6 ? * * *)", "cron(0 6 L * ? *)", "cron(0 6 ? * L *)",
	"cron(0 6 ? * 6L *)", "cron(0 6 ? * FRIL *)", "cron(0 6 L-15 * ? *)", "cron(0 6 L-30 * ? *)",
	"cron(0 6 L-3W * ? *)", "cron(0 6 3W * ? *)", "cron(0 6 LW * ? *)", "cron(0 6 1-5W * ? *)",
	"cron(0 6 ? * 3#2 *)", "cron(0 6 ? * MON#5 *)", "cron(0 6 1 1 ? 0)", "cron(0 6 1 1 ? 1969)",
	"cron(0 6 1 1 ? 2199)", "cron(0 6 1 1 ? 2200)", "cron(0 6 1 1 ? 2147483647)",
	"cron(0 6 1 1 ? 2027,2028-2032/2)", "cron(0 6 31 FEB ? *)", "cron(0 6 29 FEB ? 2027)",
	"cron(0/0 * * * ? *)", "cron(0/60 * * * ? *)", "cron(0/61 * * * ? *)", "cron(0 6 1/0 * ? *)",
	"cron(0 6 ? * 1/2 *)", "cron(0 6 ? may mon *)", "cron(0 6 ? Dec sUn *)",
	"cron(0x 6 * * ? *)", "cron(0 6 ? * MONDAY *)",
}

var refused = []string{
	"", "noon", "rate", "rate(", "rate()", "()", "at(2028-01-01T00:00:00)",
	"rate(0 minutes)", "rate(0 minute)", "rate(-1 minute)", "rate(1.5 minutes)", "rate(+1 minute)",
	"rate(1 minutes)", "rate(01 minutes)", "rate(5 minute)", "rate(5 minutess)", "rate(5)",
	"rate(60 seconds)", "rate(1 week)", "rate(2147483648 minutes)", "rate(2147483648 days)",
	"rate(1 MINUTE)", "rate(5 Minutes)", "RATE(1 minute)", "rate(1  minute)", "rate(1\tminute)",
	"rate( 1 minute )", " rate(1 minute) ", "rate (1 minute)", "rate(1 minute", "rate(s 5)",
	"cron()", "cron(15 10 * * ?)", "cron(0 15 10 * * ? *)", "CRON(15 10 * * ? *)",
	"cron (15 10 * * ? *)", "cron(15  10 * * ? *)", "cron(15\t10 * * ? *)", "cron(15\n10 * * ? *)",
	"cron(15\u00a010 * * ? *)", "cron( 15 10 * * ? * )", " cron(15 10 * * ? *) ",
	"cron(15 10 * * ? *) ", "cron(15 10 * * ? *", "cron(60 10 * * ? *)", "cron(15 24 * * ? *)",
	"cron(15 10 0 * ? *)", "cron(15 10 32 * ? *)", "cron(15 10 1 0 ? *)", "cron(15 10 1 13 ? *)",
	"cron(15 10 ? * 0 *)", "cron(15 10 ? * 8 *)", "cron(15 10 ? * ? *)", "cron(15 10 * * * *)",
	"cron(15 10 1 * MON *)", "cron(? 10 * * ? *)", "cron(15 ? * * ? *)", "cron(15 10 * ? ? *)",
	"cron(15 10 * * ? ?)", "cron(15 10 ? * MON#6 *)", "cron(15 10 ? * MON#0 *)",
	"cron(15 10 ? * MON# *)", "cron(15 10 ? * 3#1,6#3 *)", "cron(15 10 L,3 * ? *)",
	"cron(15 10 ? * 6L,2 *)", "cron(15 10 L-31 * ? *)", "cron(15 10 L- * ? *)",
	"cron(15 10 LX * ? *)",
	"cron(15 10 0W * ? *)", "cron(15 10 32W * ? *)", "cron(L 10 * * ? *)",
	"cron(15 10 1 1 ? 2030-2027)", "cron(15 10 1 1 ? -1)", "cron(15 10 1 1 ? 2147483648)",
	"cron(0/-1 10 * * ? *)", "cron(0/ 10 * * ? *)", "cron(*/60 10 * * ? *)", "cron(1- 10 * * ? *)",
	"cron(1-60 10 * * ? *)", "cron(1,,2 10 * * ? *)", "cron(,1 10 * * ? *)", "cron(1, 10 * * ? *)",
	"cron(15 10 3L * ? *)", "cron(15 10 3#2 * ? *)", "cron(15 10 ? * 3W *)",
	"cron(15 10W * * ? *)", "cron(15 10 ? JA MON *)", "cron(15 10 ? MON JAN *)",
	"cron(MON 10 * * ? *)",
}

func TestParse(t *testing.T) {
	t.Parallel()
	for _, expression := range accepted {
		t.Run("accepts "+expression, func(t *testing.T) {
			t.Parallel()
			s, err := schedule.Parse(expression)
			require.NoError(t, err)
			assert.NotNil(t, s)
		})
	}
	for _, expression := range refused {
		t.Run("refuses "+expression, func(t *testing.T) {
			t.Parallel()
			_, err := schedule.Parse(expression)
			assert.Equal(t, &awsapi.Error{
				Code: "ValidationException", Message: "Parameter ScheduleExpression is not valid.",
			}, err)
		})
	}
}
