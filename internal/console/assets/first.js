// What to type first.

import { code, h } from './dom.js';

// first is shown while nothing has called yet.
export function first() {
	const url = location.origin;
	return h(
		'div',
		{ class: 'first' },
		h('h3', null, 'Nothing has called yet'),
		h('p', null, 'Lead AWS clients of this shell here:'),
		code(
			`export AWS_ENDPOINT_URL=${url} AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test`,
			'the endpoint',
		),
		h('p', null, 'A connection with the AWS CLI:'),
		code(cli(), 'the command'),
		h('p', null, 'Or with Terraform:'),
		code(terraform(url), 'the Terraform block'),
	);
}

export function cli() {
	return `aws events create-connection --name orders --authorization-type API_KEY \\
  --auth-parameters 'ApiKeyAuthParameters={ApiKeyName=X-Key,ApiKeyValue=secret}'`;
}

function terraform(url) {
	return `provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  endpoints {
    events         = "${url}"
    secretsmanager = "${url}"
  }
}

resource "aws_cloudwatch_event_connection" "orders" {
  name               = "orders"
  authorization_type = "API_KEY"
  auth_parameters {
    api_key {
      key   = "X-Key"
      value = "secret"
    }
  }
}`;
}
