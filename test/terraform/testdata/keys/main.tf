terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0"
    }
  }
}

provider "aws" {}

variable "by" {
  type    = string
  default = "id"
}

variable "description" {
  type    = string
  default = "A key description"
}

variable "rotation" {
  type    = bool
  default = false
}

variable "enabled" {
  type    = bool
  default = true
}

variable "team" {
  type    = string
  default = "orders"
}

locals {
  identifiers = {
    id        = aws_kms_key.first.id
    arn       = aws_kms_key.second.arn
    alias     = aws_kms_alias.test.name
    alias_arn = aws_kms_alias.test.arn
  }
}

resource "aws_kms_key" "first" {
  deletion_window_in_days = 7
  tags = {
    EventBridgeApiDestinations = "true"
  }
}

resource "aws_kms_key" "second" {
  deletion_window_in_days = 7
  tags = {
    EventBridgeApiDestinations = "true"
  }
}

resource "aws_kms_alias" "test" {
  name          = "alias/partner"
  target_key_id = aws_kms_key.first.key_id
}

resource "aws_kms_key" "changing" {
  description         = var.description
  enable_key_rotation = var.rotation
  is_enabled          = var.enabled
  tags = {
    team = var.team
  }
}

resource "aws_cloudwatch_event_connection" "test" {
  name               = "partner"
  authorization_type = "BASIC"

  auth_parameters {
    basic {
      username = "user"
      password = "Pass1234!"
    }
  }

  kms_key_identifier = local.identifiers[var.by]
}

output "identifier" {
  value = local.identifiers[var.by]
}
