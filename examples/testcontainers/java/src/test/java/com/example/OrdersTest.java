package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.localstack.LocalStackContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** Runs the emulator's image for a test, by Testcontainers' module for LocalStack: mvn test. */
@Testcontainers
class OrdersTest {
  private static final String IMAGE =
      Optional.ofNullable(System.getenv("EMULATOR_IMAGE"))
          .orElse("ghcr.io/eventbridge-connections/emulator:1.0.0");

  @Container
  private static final LocalStackContainer emulator =
      new LocalStackContainer(
          DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("localstack/localstack"));

  @Test
  void aNewEmulatorHasNoConnections() {
    EventBridgeClient events =
        EventBridgeClient.builder()
            .endpointOverride(emulator.getEndpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build();
    assertEquals(List.of(), events.listConnections(request -> {}).connections());
  }
}
