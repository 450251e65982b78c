package dev.stowage.gcs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.ContainerInfo;
import dev.stowage.gcs.GcsWire.Ask;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.BlobServiceDriver;
import dev.stowage.spi.Failure;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The buckets of a project. */
final class GcsServiceDriver implements BlobServiceDriver {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]");
  private static final Pattern ADDRESS = Pattern.compile("[0-9]+(\\.[0-9]+){3}");

  private final GcsConfig config;
  private final GcsWire wire;
  private final Runnable closing;
  private final Function<String, BlobDriver> opener;

  GcsServiceDriver(
      GcsConfig config, GcsWire wire, Runnable closing, Function<String, BlobDriver> opener) {
    this.config = config;
    this.wire = wire;
    this.closing = closing;
    this.opener = opener;
  }

  @Override
  public String scheme() {
    return "gs";
  }

  @Override
  public Failure classify(Throwable thrown) {
    return GcsFailures.classify(thrown);
  }

  private String project() {
    return config
        .project()
        .or(() -> Optional.ofNullable(wire.tokens().project()))
        .orElseThrow(
            () ->
                StorageException.invalidArgument(
                    "the project is not known; write project=NAME, or set GOOGLE_CLOUD_PROJECT"));
  }

  @Override
  public BlobDriver.Page<ContainerInfo> list(@Nullable String cursor) throws IOException {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("project", project());
    query.put("fields", "nextPageToken,items(name,timeCreated)");
    if (cursor != null) {
      query.put("pageToken", cursor);
    }
    JsonNode page = wire.json(Ask.of("GET", wire.endpoint().json("/b", query)));
    List<ContainerInfo> buckets = new ArrayList<>();
    for (JsonNode item : page.path("items")) {
      String created = GcsResource.text(item, "timeCreated");
      buckets.add(
          new ContainerInfo(
              item.path("name").asText(), Optional.ofNullable(created).map(Instant::parse)));
    }
    return new BlobDriver.Page<>(
        buckets, Optional.ofNullable(GcsResource.text(page, "nextPageToken")));
  }

  @Override
  public boolean exists(String container) throws IOException {
    try {
      Map<String, String> query = Map.of("fields", "name");
      wire.json(Ask.of("GET", wire.endpoint().json(GcsEndpoint.bucket(container), query)));
      return true;
    } catch (GcsException e) {
      if (e.status() == 404) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public boolean create(String container) throws IOException {
    ObjectNode resource = GcsResource.MAPPER.createObjectNode().put("name", container);
    config.region().ifPresent(location -> resource.put("location", location));
    try {
      wire.json(
          Ask.json(
              "POST",
              wire.endpoint().json("/b", Map.of("project", project())),
              resource.toString()));
      return true;
    } catch (GcsException e) {
      if (e.status() != 409) {
        throw e;
      }
      if (String.valueOf(e.getMessage()).contains("you already own it")) {
        return false;
      }
      throw StorageException.builder(
              ErrorCode.ALREADY_EXISTS, "somebody else has a bucket of this name")
          .httpStatus(409)
          .cause(e)
          .build();
    }
  }

  @Override
  public boolean delete(String container) throws IOException {
    try {
      wire.send(Ask.of("DELETE", wire.endpoint().json(GcsEndpoint.bucket(container), Map.of())))
          .close();
      return true;
    } catch (GcsException e) {
      if (e.status() == 404) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public BlobDriver open(String container) {
    return opener.apply(container);
  }

  @Override
  public Optional<String> nameProblem(String container) {
    boolean good =
        NAME.matcher(container).matches()
            && !container.contains("..")
            && !container.startsWith("goog")
            && !ADDRESS.matcher(container).matches()
            && java.util.Arrays.stream(container.split("\\.")).allMatch(p -> p.length() <= 63);
    return good
        ? Optional.empty()
        : Optional.of(
            "a bucket's name has 3 to 63 lower-case letters, digits, hyphens and underscores, more"
                + " with dots, does not begin with \"goog\", and is no address");
  }

  @Override
  public void close() {
    closing.run();
  }
}
