# Roles, policies and what is between them, with what modules around a connection declare.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

variable "description" {
  default = "May put events"
}

variable "session" {
  default = 3600
}

variable "team" {
  default = "orders"
}

variable "action" {
  default = "events:PutEvents"
}

provider "aws" {
  default_tags {
    tags = { Team = var.team }
  }
}

data "aws_caller_identity" "current" {}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

data "aws_iam_policy_document" "put" {
  statement {
    sid       = "Put"
    actions   = [var.action]
    resources = ["arn:aws:events:*:${data.aws_caller_identity.current.account_id}:event-bus/a+b c"]
  }
}

resource "aws_iam_role" "test" {
  name                 = "Partner"
  path                 = "/team/"
  description          = var.description
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  max_session_duration = var.session
  permissions_boundary = aws_iam_policy.shared.arn
}

resource "aws_iam_role_policy" "own" {
  name   = "put"
  role   = aws_iam_role.test.id
  policy = data.aws_iam_policy_document.put.json
}

resource "aws_iam_policy" "shared" {
  name   = "shared"
  policy = data.aws_iam_policy_document.put.json
}

resource "aws_iam_role_policy_attachment" "shared" {
  role       = aws_iam_role.test.name
  policy_arn = aws_iam_policy.shared.arn
}

resource "aws_iam_role_policy_attachment" "basic" {
  role       = aws_iam_role.test.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_iam_role" "second" {
  name_prefix        = "second-"
  assume_role_policy = jsonencode({ Statement = [{ Action = ["sts:AssumeRole"], Effect = "Allow", Principal = { AWS = [aws_iam_role.test.arn] } }] })
}

resource "aws_iam_policy_attachment" "everywhere" {
  name       = "everywhere"
  roles      = [aws_iam_role.second.name]
  policy_arn = "arn:aws:iam::aws:policy/CloudWatchLogsFullAccess"
}

resource "aws_iam_service_linked_role" "destinations" {
  aws_service_name = "apidestinations.events.amazonaws.com"
}

data "aws_iam_role" "test" {
  name = aws_iam_role.test.name
}

data "aws_iam_policy" "shared" {
  name       = aws_iam_policy.shared.name
  depends_on = [aws_iam_policy.shared]
}

data "aws_iam_roles" "team" {
  path_prefix = "/team/"
  depends_on  = [aws_iam_role.test]
}

output "role" {
  value = data.aws_iam_role.test.unique_id
}

output "policy" {
  value = data.aws_iam_policy.shared.arn
}

output "roles" {
  value = join(" ", data.aws_iam_roles.team.names)
}
