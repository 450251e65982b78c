package dev.stowage.transfer;

import java.time.Duration;

/**
 * How far the transfers of one {@link Transfers} are, all of them together.
 *
 * @param objectsStarted objects begun so far
 * @param objectsDone objects at their target
 * @param objectsFailed objects given up
 * @param bytesDone payload bytes moved, those found finished by a resumed transfer included
 * @param bytesStarted the sizes of the objects begun, as far as they are known
 * @param bytesPerSecond over the last seconds
 * @param elapsed since the first object was begun
 */
public record Progress(
    long objectsStarted,
    long objectsDone,
    long objectsFailed,
    long bytesDone,
    long bytesStarted,
    long bytesPerSecond,
    Duration elapsed) {}
