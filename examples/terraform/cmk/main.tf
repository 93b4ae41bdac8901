# A connection whose secret is encrypted with a key of your own.
#
# The emulator encrypts nothing, but refuses a key that EventBridge could not use: one that is disabled, about to be
# deleted or without the tag.
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

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

resource "aws_kms_key" "test" {
  deletion_window_in_days = 7
  policy = jsonencode({
    Version = "2012-10-17"
    Id      = "key-policy-example"
    Statement = [
      {
        Sid    = "Enable IAM User Permissions"
        Effect = "Allow"
        Principal = {
          AWS = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"
        },
        Action   = "kms:*"
        Resource = "*"
      },
      {
        Sid    = "Allow use of the key"
        Effect = "Allow"
        Principal = {
          AWS = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"
        },
        Action = [
          "kms:DescribeKey",
          "kms:Decrypt",
          "kms:GenerateDataKey"
        ],
        Resource = "*"
        Condition = {
          StringLike = {
            "kms:ViaService" = "secretsmanager.*.amazonaws.com"
            "kms:EncryptionContext:SecretARN" = [
              "arn:aws:secretsmanager:*:*:secret:events!connection/*"
            ]
          }
        }
      }
    ]
  })
  tags = {
    EventBridgeApiDestinations = "true"
  }
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

  kms_key_identifier = aws_kms_key.test.id
}

output "arn" {
  value = aws_cloudwatch_event_connection.test.arn
}

output "secret_arn" {
  value = aws_cloudwatch_event_connection.test.secret_arn
}

output "key_arn" {
  value = aws_kms_key.test.arn
}
