package main

import (
	"encoding/json"
	"errors"
	"fmt"
)

// sending starts the emulator with a rule and a destination for each number below n, of so many
// invocations a second.
func (m *machine) sending(data string, to *receiver, n, perSecond int) (*process, error) {
	e, err := m.emulator(data, routeTo(to))
	if err != nil {
		return nil, err
	}
	c, err := dial(e.address, 0)
	if err != nil {
		return e, err
	}
	defer c.conn.Close()
	connection, err := c.arn("CreateConnection", body("of-all"), "ConnectionArn")
	for i := range n {
		err = errors.Join(err, c.leads(i, connection, perSecond))
	}
	return e, err
}

// routeTo is the flag that leads all calls to the receiver.
func routeTo(to *receiver) string { return "-route=https://receiver.example=" + to.url }

// leads makes the rule and the destination of a number.
func (c *caller) leads(i int, connection string, perSecond int) error {
	name := fmt.Sprint("number-", i)
	destination, err := c.arn("CreateApiDestination", document(map[string]any{
		"Name": name, "ConnectionArn": connection, "HttpMethod": "POST",
		"InvocationEndpoint": "https://receiver.example/" +
			name, "InvocationRateLimitPerSecond": perSecond,
	}), "ApiDestinationArn")
	if err != nil {
		return err
	}
	_, err = c.do("PutRule", document(map[string]any{
		"Name": name, "EventPattern": document(map[string]any{"source": []string{name}}),
	}))
	if err != nil {
		return err
	}
	_, err = c.do("PutTargets", document(map[string]any{
		"Rule": name, "Targets": []any{map[string]any{
			"Id": "1", "Arn": destination, "RoleArn": "arn:aws:iam::000000000000:role/events",
		}},
	}))
	return err
}

// entries is the body of a PutEvents with so many entries for one of n rules each.
func entries(first, count, n int) string {
	var all []any
	for i := range count {
		all = append(all, map[string]any{
			"Source": fmt.Sprint("number-", (first+i)%n), "DetailType": "Measured",
			"Detail": document(
				map[string]any{"order": first + i, "customer": "0123456789abcdef0123456789abcdef"},
			),
		})
	}
	return document(map[string]any{"Entries": all})
}

func document(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // maps, strings and numbers can be written
	}
	return string(text)
}

// arn makes a call and returns a member of its answer.
func (c *caller) arn(operation, body, member string) (string, error) {
	text, err := c.ask(operation, body)
	if err != nil {
		return "", err
	}
	var answer map[string]any
	err = json.Unmarshal(text, &answer)
	return fmt.Sprint(answer[member]), err
}
