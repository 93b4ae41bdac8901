# A rule on the default event bus that calls an API destination every five minutes.
#
#   emulator serve -ephemeral &
#   export AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
#   terraform init && terraform apply

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0"
    }
  }
}

# Region, keys and endpoint come from the environment.
provider "aws" {}

variable "schedule" {
  type    = string
  default = "rate(5 minutes)"
}

variable "state" {
  type    = string
  default = "ENABLED"
}

variable "api_key" {
  type      = string
  default   = "1234"
  sensitive = true
}

resource "aws_cloudwatch_event_rule" "test" {
  name                = "tick"
  schedule_expression = var.schedule
  state               = var.state
}

resource "aws_cloudwatch_event_target" "test" {
  rule      = aws_cloudwatch_event_rule.test.name
  target_id = "receiver"
  arn       = aws_cloudwatch_event_api_destination.test.arn
  role_arn  = "arn:aws:iam::000000000000:role/invoke-api-destination"
  input     = jsonencode({ tick = true })
}

resource "aws_cloudwatch_event_api_destination" "test" {
  name                = "receiver"
  invocation_endpoint = "https://receiver.example.com/ticks"
  http_method         = "POST"
  connection_arn      = aws_cloudwatch_event_connection.test.arn
}

resource "aws_cloudwatch_event_connection" "test" {
  name               = "receiver"
  authorization_type = "API_KEY"

  auth_parameters {
    api_key {
      key   = "x-signature"
      value = var.api_key
    }
  }
}
