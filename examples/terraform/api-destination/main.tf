# An API destination that calls an endpoint with what a connection authorizes, and the connection's data source.
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

variable "description" {
  type    = string
  default = "An API destination description"
}

variable "rate" {
  type    = number
  default = 20
}

variable "api_key" {
  type      = string
  default   = "1234"
  sensitive = true
}

resource "aws_cloudwatch_event_connection" "test" {
  name               = "ngrok-connection"
  description        = "A connection description"
  authorization_type = "API_KEY"

  auth_parameters {
    api_key {
      key   = "x-signature"
      value = var.api_key
    }
  }
}

resource "aws_cloudwatch_event_api_destination" "test" {
  name                             = "api-destination"
  description                      = var.description
  invocation_endpoint              = "https://api.destination.com/endpoint/*"
  http_method                      = "POST"
  invocation_rate_limit_per_second = var.rate
  connection_arn                   = aws_cloudwatch_event_connection.test.arn
}

data "aws_cloudwatch_event_connection" "test" {
  name = aws_cloudwatch_event_connection.test.name
}

output "arn" {
  value = aws_cloudwatch_event_api_destination.test.arn
}

output "connection_arn" {
  value = data.aws_cloudwatch_event_connection.test.arn
}

output "secret_arn" {
  value = data.aws_cloudwatch_event_connection.test.secret_arn
}

output "authorization_type" {
  value = data.aws_cloudwatch_event_connection.test.authorization_type
}
