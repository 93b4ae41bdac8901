# Reading the secret that EventBridge keeps for a connection, through the data sources of Secrets Manager.
#
#   emulator serve -ephemeral &
#   export AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
#   terraform init && terraform apply && terraform output value

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
  default = "A connection description"
}

variable "password" {
  type      = string
  default   = "Pass1234!"
  sensitive = true
}

resource "aws_cloudwatch_event_connection" "test" {
  name               = "ngrok-connection"
  description        = var.description
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

output "secret_arn" {
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
