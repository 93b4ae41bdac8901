import {
  CreateConnectionCommand,
  ResourceNotFoundException,
  UpdateConnectionCommand,
} from "@aws-sdk/client-eventbridge";

// connect makes the connection to the orders API, or gives it the new key where it is there.
export async function connect(events, key) {
  const connection = {
    Name: "orders",
    AuthorizationType: "API_KEY",
    AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "x-api-key", ApiKeyValue: key } },
  };
  try {
    await events.send(new UpdateConnectionCommand(connection));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    await events.send(new CreateConnectionCommand(connection));
  }
}
