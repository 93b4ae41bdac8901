terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0"
    }
  }
}

provider "aws" {}

provider "aws" {
  alias  = "there"
  region = "eu-west-1"
}

resource "aws_cloudwatch_event_connection" "here" {
  name               = "partner"
  authorization_type = "API_KEY"

  auth_parameters {
    api_key {
      key   = "x-api-key"
      value = "1234"
    }
  }
}

resource "aws_cloudwatch_event_connection" "there" {
  provider           = aws.there
  name               = "partner"
  authorization_type = "API_KEY"

  auth_parameters {
    api_key {
      key   = "x-api-key"
      value = "1234"
    }
  }
}

output "here" {
  value = aws_cloudwatch_event_connection.here.arn
}

output "there" {
  value = aws_cloudwatch_event_connection.there.arn
}
