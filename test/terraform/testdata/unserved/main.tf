terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  s3_use_path_style = true
}

# JSON 1.0
data "aws_sqs_queue" "test" {
  name = "partner"
}

# JSON 1.1
data "aws_ssm_parameter" "test" {
  name = "partner"
}

# Query
data "aws_sns_topic" "test" {
  name = "partner"
}

# EC2
data "aws_vpcs" "test" {}

# REST-JSON
data "aws_lambda_functions" "test" {}

# REST-XML
data "aws_route53_zones" "test" {}

# S3
data "aws_s3_objects" "test" {
  bucket = "partner"
}
