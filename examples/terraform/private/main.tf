# A connection to a private API, which it reaches through a VPC Lattice resource configuration.
#
# The emulator has no VPC Lattice: it takes any ARN of that form, and makes up that of the association.
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

variable "resource_configuration_arn" {
  type    = string
  default = "arn:aws:vpc-lattice:us-east-1:000000000000:resourceconfiguration/rcfg-0123456789abcdef0"
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

  invocation_connectivity_parameters {
    resource_parameters {
      resource_configuration_arn = var.resource_configuration_arn
    }
  }
}

output "arn" {
  value = aws_cloudwatch_event_connection.test.arn
}

output "secret_arn" {
  value = aws_cloudwatch_event_connection.test.secret_arn
}
