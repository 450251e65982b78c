package dev.stowage.media;

import dev.stowage.StorageException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a job is submitted. Immutable; everything is optional. */
public final class SubmitOptions {
  private static final SubmitOptions DEFAULTS = new SubmitOptions(null, null, null);

  private final @Nullable String clientToken;
  private final @Nullable String notifyTopic;
  private final @Nullable String name;

  private SubmitOptions(
      @Nullable String clientToken, @Nullable String notifyTopic, @Nullable String name) {
    this.clientToken = clientToken;
    this.notifyTopic = notifyTopic;
    this.name = name;
  }

  public static SubmitOptions defaults() {
    return DEFAULTS;
  }

  /**
   * The same token again is the same job, also from another process; needs {@link
   * MediaFeature#CLIENT_TOKEN}. Within one call retries are safe without it wherever the service
   * can.
   */
  public SubmitOptions withClientToken(String value) {
    if (value.isEmpty()) {
      throw StorageException.invalidArgument("the client token is empty");
    }
    return new SubmitOptions(value, notifyTopic, name);
  }

  /**
   * Where the service says that the job is over; needs {@link MediaFeature#NOTIFY}. What a topic is
   * depends on the provider.
   */
  public SubmitOptions withNotifyTopic(String value) {
    if (value.isEmpty()) {
      throw StorageException.invalidArgument("the notification topic is empty");
    }
    return new SubmitOptions(clientToken, value, name);
  }

  /** A name for people to see; needs {@link MediaFeature#NAMES}. */
  public SubmitOptions withName(String value) {
    return new SubmitOptions(clientToken, notifyTopic, value);
  }

  public Optional<String> clientToken() {
    return Optional.ofNullable(clientToken);
  }

  public Optional<String> notifyTopic() {
    return Optional.ofNullable(notifyTopic);
  }

  public Optional<String> name() {
    return Optional.ofNullable(name);
  }
}
