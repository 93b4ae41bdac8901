#!/bin/sh
# Makes the connection to the orders API, or gives it the new key where it is there.
#
#   orders.sh KEY
set -eu
parameters="ApiKeyAuthParameters={ApiKeyName=x-api-key,ApiKeyValue=$1}"
aws events update-connection --name orders --authorization-type API_KEY \
  --auth-parameters "$parameters" >/dev/null 2>&1 ||
  aws events create-connection --name orders --authorization-type API_KEY \
    --auth-parameters "$parameters" >/dev/null
