terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0"
    }
  }
}

provider "aws" {}

variable "changed" {
  type    = bool
  default = false
}

locals {
  # The description of a bus and of a rule can be taken away again.
  description = var.changed ? null : "A description"
  role        = "arn:aws:iam::000000000000:role/shop"
}

resource "aws_cloudwatch_event_bus" "test" {
  name               = "shop"
  description        = local.description
  kms_key_identifier = "arn:aws:kms:us-east-1:000000000000:key/1b2cee3b-408c-44b5-89b8-0eae2be3e639"

  dead_letter_config {
    arn = var.changed ? "arn:aws:sqs:us-east-1:000000000000:b" : "arn:aws:sqs:us-east-1:000000000000:a"
  }
}

data "aws_cloudwatch_event_bus" "test" {
  name = aws_cloudwatch_event_bus.test.name
}

resource "aws_cloudwatch_event_permission" "account" {
  principal    = var.changed ? "*" : "111111111111"
  statement_id = "account"
}

resource "aws_cloudwatch_event_permission" "organization" {
  principal    = "*"
  statement_id = "organization"

  condition {
    key   = "aws:PrincipalOrgID"
    type  = "StringEquals"
    value = "o-1234567890"
  }
}

resource "aws_cloudwatch_event_bus_policy" "test" {
  event_bus_name = aws_cloudwatch_event_bus.test.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "accounts"
      Effect    = "Allow"
      Principal = { AWS = var.changed ? ["111111111111", "222222222222"] : ["111111111111"] }
      Action    = ["events:PutEvents", "events:PutRule"]
      Resource  = aws_cloudwatch_event_bus.test.arn
    }]
  })
}

# By the ARN of its event bus
resource "aws_cloudwatch_event_rule" "by_arn" {
  name           = "by-arn"
  event_bus_name = aws_cloudwatch_event_bus.test.arn
  event_pattern  = jsonencode({ source = ["shop"] })
  description    = local.description
}

resource "aws_cloudwatch_event_target" "by_arn" {
  rule           = aws_cloudwatch_event_rule.by_arn.name
  event_bus_name = aws_cloudwatch_event_bus.test.arn
  arn            = "arn:aws:lambda:us-east-1:000000000000:function:shop"
}

# A name that Terraform makes, a pattern and a schedule, and tags that change
resource "aws_cloudwatch_event_rule" "both" {
  name_prefix         = "both-"
  event_pattern       = jsonencode({ source = [{ prefix = "sh" }], detail = { paid = [true, null] } })
  schedule_expression = "rate(1 hour)"
  role_arn            = local.role
  tags                = var.changed ? { b = "2", c = "3" } : { a = "1", b = "1" }
}

# Every state
resource "aws_cloudwatch_event_rule" "state" {
  for_each      = toset(["ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"])
  name          = lower(each.key)
  event_pattern = jsonencode({ source = ["shop"] })
  state         = var.changed ? "DISABLED" : each.key
}

# Targets of other services, with what each of them has
resource "aws_cloudwatch_event_target" "queue" {
  rule       = aws_cloudwatch_event_rule.both.name
  target_id  = "queue"
  arn        = "arn:aws:sqs:us-east-1:000000000000:orders.fifo"
  input_path = var.changed ? "$.detail" : "$.detail.order"

  sqs_target {
    message_group_id = "shop"
  }
}

resource "aws_cloudwatch_event_target" "stream" {
  rule      = aws_cloudwatch_event_rule.both.name
  target_id = "stream"
  arn       = "arn:aws:kinesis:us-east-1:000000000000:stream/orders"
  role_arn  = local.role
  input     = jsonencode({ changed = var.changed })

  kinesis_target {
    partition_key_path = "$.detail"
  }
}

resource "aws_cloudwatch_event_target" "task" {
  rule      = aws_cloudwatch_event_rule.both.name
  target_id = "task"
  arn       = "arn:aws:ecs:us-east-1:000000000000:cluster/shop"
  role_arn  = local.role

  ecs_target {
    task_count          = var.changed ? 2 : 1
    task_definition_arn = "arn:aws:ecs:us-east-1:000000000000:task-definition/shop:1"
    launch_type         = "FARGATE"
    propagate_tags      = "TASK_DEFINITION"

    network_configuration {
      subnets = ["subnet-1", "subnet-2"]
    }
  }
}

resource "aws_cloudwatch_event_target" "bus" {
  rule      = aws_cloudwatch_event_rule.both.name
  target_id = "bus"
  arn       = aws_cloudwatch_event_bus.test.arn
  role_arn  = local.role
}

resource "aws_cloudwatch_event_target" "command" {
  rule      = aws_cloudwatch_event_rule.both.name
  target_id = "command"
  arn       = "arn:aws:ssm:us-east-1::document/AWS-RunShellScript"
  role_arn  = local.role

  run_command_targets {
    key    = "tag:Name"
    values = ["shop"]
  }

  input_transformer {
    input_template = var.changed ? "\"changed\"" : "\"as it was\""
  }
}
