# A connection that authorizes with a user name and a password.
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

output "arn" {
  value = aws_cloudwatch_event_connection.test.arn
}

output "secret_arn" {
  value = aws_cloudwatch_event_connection.test.secret_arn
}
