# Everything around a connection: a key and a secret of your own, the role that a rule acts in, an event
# bus, a rule and the API destination that it leads to.
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

variable "role_to_assume" {
  type    = string
  default = null
}

# Region, keys and endpoint come from the environment.
provider "aws" {
  dynamic "assume_role" {
    for_each = var.role_to_assume == null ? [] : [var.role_to_assume]
    content {
      role_arn     = assume_role.value
      session_name = "terraform"
    }
  }
}

variable "description" {
  type    = string
  default = "Orders that are paid"
}

data "aws_caller_identity" "current" {}

resource "aws_kms_key" "test" {
  deletion_window_in_days = 7

  tags = {
    EventBridgeApiDestinations = "true"
  }
}

resource "aws_secretsmanager_secret" "test" {
  name                    = "shop/api-key"
  recovery_window_in_days = 0
}

resource "aws_secretsmanager_secret_version" "test" {
  secret_id     = aws_secretsmanager_secret.test.id
  secret_string = jsonencode({ key = "1234" })
}

resource "aws_cloudwatch_event_connection" "test" {
  name               = "shop"
  description        = var.description
  authorization_type = "API_KEY"
  kms_key_identifier = aws_kms_key.test.arn

  auth_parameters {
    api_key {
      key   = "x-api-key"
      value = jsondecode(aws_secretsmanager_secret_version.test.secret_string).key
    }
  }
}

resource "aws_cloudwatch_event_api_destination" "test" {
  name                             = "shop"
  connection_arn                   = aws_cloudwatch_event_connection.test.arn
  invocation_endpoint              = "https://api.example.com/orders"
  http_method                      = "POST"
  invocation_rate_limit_per_second = 10
}

resource "aws_iam_role" "test" {
  name = "shop-events"
  path = "/service/"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "events.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
    }]
  })
}

resource "aws_iam_role_policy" "test" {
  name = "invoke"
  role = aws_iam_role.test.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "events:InvokeApiDestination"
      Resource = aws_cloudwatch_event_api_destination.test.arn
    }]
  })
}

resource "aws_iam_policy" "test" {
  name        = "shop-secrets"
  description = "Reads the secrets of connections"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "secretsmanager:GetSecretValue"
      Resource = "*"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "test" {
  role       = aws_iam_role.test.name
  policy_arn = aws_iam_policy.test.arn
}

resource "aws_cloudwatch_event_bus" "test" {
  name = "shop"
}

resource "aws_cloudwatch_event_rule" "test" {
  name           = "paid"
  description    = var.description
  event_bus_name = aws_cloudwatch_event_bus.test.name
  event_pattern  = jsonencode({ source = ["shop.orders"], detail-type = ["Order Paid"] })
}

resource "aws_cloudwatch_event_target" "test" {
  rule           = aws_cloudwatch_event_rule.test.name
  event_bus_name = aws_cloudwatch_event_bus.test.name
  target_id      = "receiver"
  arn            = aws_cloudwatch_event_api_destination.test.arn
  role_arn       = aws_iam_role.test.arn
}
