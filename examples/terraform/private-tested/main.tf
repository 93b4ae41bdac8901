# A connection to a private API with the network that leads there. The emulator has no VPC and no VPC
# Lattice: tests/private.tftest.hcl overrides those resources, and the connection is made for real.
#
#   emulator serve -ephemeral &
#   export AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
#   terraform init && terraform test

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0"
    }
  }
}

provider "aws" {}

resource "aws_vpc" "test" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "test" {
  vpc_id     = aws_vpc.test.id
  cidr_block = "10.0.0.0/24"
}

resource "aws_vpclattice_resource_gateway" "test" {
  name       = "private-api"
  vpc_id     = aws_vpc.test.id
  subnet_ids = [aws_subnet.test.id]
}

resource "aws_vpclattice_resource_configuration" "test" {
  name                        = "private-api"
  resource_gateway_identifier = aws_vpclattice_resource_gateway.test.id
  port_ranges                 = ["443"]
  protocol                    = "TCP"

  resource_configuration_definition {
    dns_resource {
      domain_name     = "api.internal.example.com"
      ip_address_type = "IPV4"
    }
  }
}

resource "aws_cloudwatch_event_connection" "test" {
  name               = "private-api"
  authorization_type = "API_KEY"

  auth_parameters {
    api_key {
      key   = "x-api-key"
      value = "1234"
    }
  }

  invocation_connectivity_parameters {
    resource_parameters {
      resource_configuration_arn = aws_vpclattice_resource_configuration.test.arn
    }
  }
}
