terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  s3_use_path_style = true
}

variable "description" {
  default = "The key of the partner"
}

# What is served, with the key of the connection in a parameter.
resource "aws_cloudwatch_event_connection" "test" {
  name               = "partner"
  description        = var.description
  authorization_type = "API_KEY"

  auth_parameters {
    api_key {
      key   = "x-api-key"
      value = aws_ssm_parameter.key.value
    }
  }
}

resource "aws_cloudwatch_event_api_destination" "test" {
  name                = "partner"
  connection_arn      = aws_cloudwatch_event_connection.test.arn
  invocation_endpoint = "https://api.example.com/orders"
  http_method         = "POST"
}

# What is not.
resource "aws_ssm_parameter" "key" {
  name  = "/partner/key"
  type  = "SecureString"
  value = "1234"
}

resource "aws_sqs_queue" "dead" {
  name                      = "partner-dead"
  message_retention_seconds = 1209600
}

resource "aws_s3_bucket" "orders" {
  bucket        = "partner-orders"
  force_destroy = true
}

resource "aws_s3_object" "first" {
  bucket  = aws_s3_bucket.orders.bucket
  key     = "first order.json"
  content = jsonencode({ connection = aws_cloudwatch_event_connection.test.arn })
}
