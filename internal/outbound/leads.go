package outbound

// Leads tells whether a route lets calls of the URL out.
func (c *Client) Leads(url string) bool {
	to, _, ok := parse(url)
	if !ok {
		return false
	}
	_, found := c.Routes.find(to)
	return found
}
