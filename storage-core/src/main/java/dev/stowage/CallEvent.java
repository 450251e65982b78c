package dev.stowage;

import java.time.Duration;
import java.util.Optional;

/**
 * One call, or one attempt of it.
 *
 * @param service {@code blob}, {@code kv}, {@code secret}, {@code media} or {@code function}
 * @param provider the URL scheme
 * @param operation what was done, from a fixed set per service
 * @param failure the code it failed with, or empty when it succeeded
 * @param attempt for an attempt its number from 1; for a call how many there were
 * @param bytesSent payload bytes handed to the service
 * @param bytesReceived payload bytes taken from the service before the call returned; a body that
 *     is read afterwards is not in it
 * @param duration time from start to end
 */
public record CallEvent(
    String service,
    String provider,
    String operation,
    Optional<ErrorCode> failure,
    int attempt,
    long bytesSent,
    long bytesReceived,
    Duration duration) {}
