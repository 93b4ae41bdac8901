# A provider that acts as a role which another one makes.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0"
    }
  }
}

variable "role" {
  default = "arn:aws:iam::444455556666:role/deploy"
}

provider "aws" {
  assume_role {
    role_arn     = var.role
    session_name = "terraform"
    external_id  = "partner"
    tags         = { Team = "orders" }
  }
}

data "aws_caller_identity" "current" {}

resource "aws_cloudwatch_event_connection" "test" {
  name               = "partner"
  authorization_type = "API_KEY"

  auth_parameters {
    api_key {
      key   = "x-api-key"
      value = "1234"
    }
  }
}

output "caller" {
  value = data.aws_caller_identity.current.arn
}

output "connection" {
  value = aws_cloudwatch_event_connection.test.arn
}
