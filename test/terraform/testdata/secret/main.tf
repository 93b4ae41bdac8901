terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0"
    }
  }
}

provider "aws" {}

variable "password" {
  type    = string
  default = "Pass1234!"
}

resource "aws_cloudwatch_event_connection" "test" {
  name               = "partner"
  authorization_type = "BASIC"

  auth_parameters {
    basic {
      username = "user"
      password = var.password
    }
  }
}

data "aws_secretsmanager_secret" "managed" {
  arn = aws_cloudwatch_event_connection.test.secret_arn
}

data "aws_secretsmanager_secret_version" "managed" {
  secret_id = data.aws_secretsmanager_secret.managed.id

  # Not before the connection has its new password.
  depends_on = [aws_cloudwatch_event_connection.test]
}

output "arn" {
  value = data.aws_secretsmanager_secret.managed.arn
}

output "connection_secret_arn" {
  value = aws_cloudwatch_event_connection.test.secret_arn
}

output "name" {
  value = data.aws_secretsmanager_secret.managed.name
}

output "version" {
  value = data.aws_secretsmanager_secret_version.managed.version_id
}

output "value" {
  value     = data.aws_secretsmanager_secret_version.managed.secret_string
  sensitive = true
}
