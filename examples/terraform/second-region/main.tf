# Two connections of one name, the second one in another region through a provider alias.
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

provider "aws" {
  alias  = "there"
  region = "eu-west-1"
}

variable "description" {
  type    = string
  default = "A connection description"
}

variable "api_key" {
  type      = string
  default   = "1234"
  sensitive = true
}

resource "aws_cloudwatch_event_connection" "here" {
  name               = "partner"
  description        = var.description
  authorization_type = "API_KEY"

  auth_parameters {
    api_key {
      key   = "x-api-key"
      value = var.api_key
    }
  }
}

resource "aws_cloudwatch_event_connection" "there" {
  provider           = aws.there
  name               = "partner"
  description        = var.description
  authorization_type = "API_KEY"

  auth_parameters {
    api_key {
      key   = "x-api-key"
      value = var.api_key
    }
  }
}

output "here" {
  value = aws_cloudwatch_event_connection.here.arn
}

output "there" {
  value = aws_cloudwatch_event_connection.there.arn
}
