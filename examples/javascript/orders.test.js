// A test of orders.js: npm test
import assert from "node:assert/strict";
import { test } from "node:test";

import { DescribeConnectionCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

import { connect } from "./orders.js";

const events = new EventBridgeClient();
const secrets = new SecretsManagerClient();

async function key() {
  const { SecretArn } = await events.send(new DescribeConnectionCommand({ Name: "orders" }));
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: SecretArn }));
  return JSON.parse(SecretString).api_key_value;
}

test("connects again with another key", async () => {
  await connect(events, "first");
  assert.equal(await key(), "first");
  await connect(events, "second");
  assert.equal(await key(), "second");
});
