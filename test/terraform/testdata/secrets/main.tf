# Secrets of the user's own, in all the ways that the provider has for them, and a connection whose key is one.

terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0"
    }
  }
}

provider "aws" {}

variable "value" {
  type    = string
  default = "first"
}

variable "description" {
  type    = string
  default = "of the partner"
}

variable "team" {
  type    = string
  default = "hats"
}

variable "written" {
  type    = number
  default = 1
}

resource "aws_secretsmanager_secret" "key" {
  name                    = "partner/key"
  description             = var.description
  recovery_window_in_days = 7
  tags                    = { team = var.team }
}

resource "aws_secretsmanager_secret_version" "key" {
  secret_id     = aws_secretsmanager_secret.key.id
  secret_string = var.value
}

resource "aws_secretsmanager_secret_version" "labelled" {
  secret_id      = aws_secretsmanager_secret.key.id
  secret_string  = "labelled"
  version_stages = ["TEAM-${var.team}", "KEPT"]
  depends_on     = [aws_secretsmanager_secret_version.key]
}

data "aws_caller_identity" "current" {}

resource "aws_secretsmanager_secret_policy" "key" {
  secret_arn          = aws_secretsmanager_secret.key.arn
  block_public_policy = true
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = var.team
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }
      Action    = ["secretsmanager:GetSecretValue"]
      Resource  = "*"
    }]
  })
}

resource "aws_secretsmanager_secret" "binary" {
  name_prefix             = "partner-binary-"
  recovery_window_in_days = 0
}

resource "aws_secretsmanager_secret_version" "binary" {
  secret_id     = aws_secretsmanager_secret.binary.id
  secret_binary = base64encode("bytes")
}

# What is read for the moment goes to where it is written and not kept.
ephemeral "aws_secretsmanager_random_password" "made" {
  password_length     = 20
  exclude_punctuation = true
}

ephemeral "aws_secretsmanager_secret_version" "key" {
  secret_id = aws_secretsmanager_secret_version.key.secret_id
}

resource "aws_secretsmanager_secret" "written" {
  name                    = "partner/written"
  recovery_window_in_days = 0
}

resource "aws_secretsmanager_secret_version" "written" {
  secret_id                = aws_secretsmanager_secret.written.id
  secret_string_wo         = "${ephemeral.aws_secretsmanager_secret_version.key.secret_string}/${ephemeral.aws_secretsmanager_random_password.made.random_password}"
  secret_string_wo_version = var.written
}

data "aws_secretsmanager_secret" "key" {
  name       = aws_secretsmanager_secret.key.name
  depends_on = [aws_secretsmanager_secret_policy.key]
}

data "aws_secretsmanager_secret_version" "key" {
  secret_id  = aws_secretsmanager_secret.key.id
  depends_on = [aws_secretsmanager_secret_version.key]
}

data "aws_secretsmanager_secret_version" "written" {
  secret_id  = aws_secretsmanager_secret.written.id
  depends_on = [aws_secretsmanager_secret_version.written]
}

data "aws_secretsmanager_secret_versions" "key" {
  secret_id          = aws_secretsmanager_secret.key.id
  include_deprecated = true
  depends_on         = [aws_secretsmanager_secret_version.key, aws_secretsmanager_secret_version.labelled]
}

data "aws_secretsmanager_secrets" "partner" {
  filter {
    name   = "name"
    values = ["partner/"]
  }
  depends_on = [aws_secretsmanager_secret.key, aws_secretsmanager_secret.written]
}

resource "aws_cloudwatch_event_connection" "test" {
  name               = "partner"
  authorization_type = "API_KEY"

  auth_parameters {
    api_key {
      key   = "x-api-key"
      value = data.aws_secretsmanager_secret_version.key.secret_string
    }
  }
}

data "aws_secretsmanager_secret_version" "managed" {
  secret_id  = aws_cloudwatch_event_connection.test.secret_arn
  depends_on = [aws_cloudwatch_event_connection.test]
}

output "secret_arn" {
  value = data.aws_secretsmanager_secret.key.arn
}

output "policy" {
  value = jsonencode(jsondecode(data.aws_secretsmanager_secret.key.policy))
}

output "value" {
  value     = data.aws_secretsmanager_secret_version.key.secret_string
  sensitive = true
}

output "written" {
  value     = data.aws_secretsmanager_secret_version.written.secret_string
  sensitive = true
}

output "managed" {
  value     = data.aws_secretsmanager_secret_version.managed.secret_string
  sensitive = true
}

output "names" {
  value = join(" ", sort(data.aws_secretsmanager_secrets.partner.names))
}

output "versions" {
  value = tostring(length(data.aws_secretsmanager_secret_versions.key.versions))
}
