override_resource {
  target = aws_vpc.test
  values = { id = "vpc-0123456789abcdef0" }
}

override_resource {
  target = aws_subnet.test
  values = { id = "subnet-0123456789abcdef0" }
}

override_resource {
  target = aws_vpclattice_resource_gateway.test
  values = { id = "rgw-0123456789abcdef0" }
}

override_resource {
  target = aws_vpclattice_resource_configuration.test
  values = { arn = "arn:aws:vpc-lattice:us-east-1:000000000000:resourceconfiguration/rcfg-0123456789abcdef0" }
}

run "connects" {
  assert {
    condition     = endswith(aws_vpclattice_resource_configuration.test.arn, "rcfg-0123456789abcdef0")
    error_message = "the configuration is not the one that overrides it"
  }

  assert {
    condition     = strcontains(aws_cloudwatch_event_connection.test.arn, ":connection/private-api/")
    error_message = "the connection was not made"
  }
}
