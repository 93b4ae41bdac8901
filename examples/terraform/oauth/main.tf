# A connection that authorizes with OAuth client credentials.
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

variable "client_secret" {
  type      = string
  default   = "Pass1234!"
  sensitive = true
}

resource "aws_cloudwatch_event_connection" "test" {
  name               = "ngrok-connection"
  description        = var.description
  authorization_type = "OAUTH_CLIENT_CREDENTIALS"

  auth_parameters {
    oauth {
      authorization_endpoint = "https://auth.url.com/endpoint"
      http_method            = "GET"

      client_parameters {
        client_id     = "1234567890"
        client_secret = var.client_secret
      }

      oauth_http_parameters {
        body {
          key             = "body-parameter-key"
          value           = "body-parameter-value"
          is_value_secret = false
        }

        header {
          key             = "header-parameter-key"
          value           = "header-parameter-value"
          is_value_secret = false
        }

        query_string {
          key             = "query-string-parameter-key"
          value           = "query-string-parameter-value"
          is_value_secret = false
        }
      }
    }
  }
}

output "arn" {
  value = aws_cloudwatch_event_connection.test.arn
}

output "secret_arn" {
  value = aws_cloudwatch_event_connection.test.secret_arn
}
