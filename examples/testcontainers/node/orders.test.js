// Runs the emulator's image for a test, by Testcontainers' module for LocalStack: npm test
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { EventBridgeClient, ListConnectionsCommand } from "@aws-sdk/client-eventbridge";
import { LocalstackContainer } from "@testcontainers/localstack";

const image = process.env.EMULATOR_IMAGE ?? "ghcr.io/eventbridge-connections/emulator:1.0.0";
let emulator;

before(async () => {
  emulator = await new LocalstackContainer(image).start();
});

after(() => emulator?.stop());

test("a new emulator has no connections", async () => {
  const events = new EventBridgeClient({
    region: "us-east-1",
    endpoint: emulator.getConnectionUri(),
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const { Connections } = await events.send(new ListConnectionsCommand({}));
  assert.deepEqual(Connections, []);
});
