package dev.stowage.transfer;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A transfer that was begun and not finished; the same call goes on with it.
 *
 * @param kind what it was doing
 * @param source what it read, for people
 * @param target what it wrote, for people
 * @param size bytes in all; -1 when it was not known
 * @param bytesDone bytes of finished parts
 * @param began when it was first begun
 * @param touched when its journal was last written
 * @param active whether somebody is working on it right now
 * @param journal its file
 */
public record PendingTransfer(
    TransferKind kind,
    String source,
    String target,
    long size,
    long bytesDone,
    Instant began,
    Instant touched,
    boolean active,
    Path journal) {}
