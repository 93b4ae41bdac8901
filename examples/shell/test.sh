#!/bin/sh
# A test of orders.sh:
#
#   emulator exec -- ./test.sh
set -eu
cd "$(dirname "$0")"

key() {
  secret=$(aws events describe-connection --name orders --query SecretArn --output text)
  aws secretsmanager get-secret-value --secret-id "$secret" --query SecretString --output text | jq -r .api_key_value
}

./orders.sh first
test "$(key)" = first

./orders.sh second
test "$(key)" = second

echo ok
