# A rule on an event bus that sends what it matches to an API destination, in a form of its own.
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
  default = "Orders that are paid"
}

variable "attempts" {
  type    = number
  default = 3
}

variable "api_key" {
  type      = string
  default   = "1234"
  sensitive = true
}

resource "aws_cloudwatch_event_bus" "test" {
  name        = "orders"
  description = var.description

  tags = {
    team = "shop"
  }
}

resource "aws_cloudwatch_event_rule" "test" {
  name           = "paid"
  description    = var.description
  event_bus_name = aws_cloudwatch_event_bus.test.name

  event_pattern = jsonencode({
    source      = ["shop.orders"]
    detail-type = ["Order Paid"]
    detail      = { total = [{ numeric = [">", 0] }] }
  })

  tags = {
    team = "shop"
  }
}

resource "aws_cloudwatch_event_target" "test" {
  rule           = aws_cloudwatch_event_rule.test.name
  event_bus_name = aws_cloudwatch_event_bus.test.name
  target_id      = "receiver"
  arn            = aws_cloudwatch_event_api_destination.test.arn
  role_arn       = "arn:aws:iam::000000000000:role/invoke-api-destination"

  http_target {
    path_parameter_values   = ["paid"]
    header_parameters       = { x-shop = "orders" }
    query_string_parameters = { source = "eventbridge" }
  }

  input_transformer {
    input_paths = {
      order = "$.detail.id"
      total = "$.detail.total"
    }
    input_template = <<-EOT
      {"order": "<order>", "total": <total>}
    EOT
  }

  retry_policy {
    maximum_event_age_in_seconds = 3600
    maximum_retry_attempts       = var.attempts
  }

  dead_letter_config {
    arn = "arn:aws:sqs:us-east-1:000000000000:unsent-orders"
  }
}

resource "aws_cloudwatch_event_api_destination" "test" {
  name                = "receiver"
  invocation_endpoint = "https://receiver.example.com/orders/*"
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
