package dev.stowage.config.server;

import dev.stowage.StorageException;
import java.util.Optional;
import java.util.Set;

/** What a failure of the registry means to who called. */
final class Refusals {
  private static final Set<String> PARAMETERS =
      Set.of(
          "url",
          "credentials",
          "settings",
          "signed_urls_enabled",
          "signed_urls_expiry",
          "state",
          "limit",
          "after_id",
          "before_id");

  private Refusals() {}

  /**
   * Empty for a failure that is not the caller's, whose words are for the log only.
   *
   * @param id of what the request is about, or empty
   */
  static Optional<ApiFailure> of(StorageException e, String id) {
    String key = e.key().orElse("");
    return switch (e.code()) {
      case INVALID_ARGUMENT ->
          PARAMETERS.contains(key)
              ? Optional.of(ApiFailure.parameter(key, e.reason()))
              : key.equals("body") ? Optional.of(ApiFailure.body(e.reason())) : Optional.empty();
      case NOT_FOUND ->
          key.equals(id) && !id.isEmpty()
              ? Optional.of(
                  ApiFailure.notFound(
                      e.operation().filter("task"::equals).orElse("storage configuration")))
              : Optional.empty();
      case ALREADY_EXISTS ->
          Optional.of(
              ApiFailure.of(
                      409,
                      "already-exists",
                      "url: another storage configuration of the organisation has it")
                  .withParam("url", "another storage configuration of the organisation has it")
                  .withParam("id", key));
      case PRECONDITION_FAILED -> Optional.of(ApiFailure.of(409, "wrong-state", e.reason()));
      case CONFLICT ->
          Optional.of(unavailable("others change the same storage configuration all the time"));
      case UNAVAILABLE, RATE_LIMITED, DEADLINE_EXCEEDED ->
          Optional.of(unavailable("the table of storage configurations does not answer"));
      case CANCELLED, CLOSED -> Optional.of(unavailable("the service is being stopped"));
      default -> Optional.empty();
    };
  }

  private static ApiFailure unavailable(String why) {
    return ApiFailure.of(503, "unavailable", why).withHeader("Retry-After", "1");
  }
}
