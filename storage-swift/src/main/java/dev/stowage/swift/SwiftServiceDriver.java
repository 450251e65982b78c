package dev.stowage.swift;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stowage.blob.ContainerInfo;
import dev.stowage.http.HttpResponse;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.BlobDriver.Page;
import dev.stowage.spi.BlobServiceDriver;
import dev.stowage.spi.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The containers of one account. */
final class SwiftServiceDriver implements BlobServiceDriver {
  private static final int PAGE = 10_000;

  private final SwiftClient client;

  SwiftServiceDriver(SwiftClient client) {
    this.client = client;
  }

  @Override
  public String scheme() {
    return client.settings().scheme();
  }

  @Override
  public Failure classify(Throwable thrown) {
    return SwiftFailures.classify(thrown);
  }

  @Override
  public Page<ContainerInfo> list(@Nullable String cursor) throws IOException {
    SwiftCall call =
        SwiftCall.account("GET").query("format=json").query("limit", String.valueOf(PAGE));
    if (cursor != null) {
      call.query("marker", cursor);
    }
    JsonNode entries = Listings.read(client.wire(), call);
    List<ContainerInfo> containers = new ArrayList<>();
    entries.forEach(
        entry -> containers.add(new ContainerInfo(entry.path("name").asText(), Optional.empty())));
    Optional<String> next =
        containers.size() < PAGE
            ? Optional.empty()
            : Optional.of(containers.get(containers.size() - 1).name());
    return new Page<>(containers, next);
  }

  @Override
  public boolean exists(String container) throws IOException {
    return found(SwiftCall.container("HEAD", container));
  }

  /** Swift tells created (201) from there already (202). */
  @Override
  public boolean create(String container) throws IOException {
    try (HttpResponse response =
        client.wire().expect(SwiftCall.container("PUT", container).empty())) {
      return response.status() == 201;
    }
  }

  @Override
  public boolean delete(String container) throws IOException {
    return found(SwiftCall.container("DELETE", container));
  }

  private boolean found(SwiftCall call) throws IOException {
    try (HttpResponse response = client.wire().send(call)) {
      if (response.status() == 404) {
        return false;
      }
      if (response.status() >= 300) {
        throw SwiftException.of(response);
      }
      return true;
    }
  }

  @Override
  public BlobDriver open(String container) {
    return new SwiftBlobDriver(client.another(), container, true);
  }

  @Override
  public Optional<String> nameProblem(String container) {
    return Optional.ofNullable(client.settings().nameProblem(container));
  }

  @Override
  public void close() {
    client.close();
  }
}
