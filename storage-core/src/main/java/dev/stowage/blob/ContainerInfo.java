package dev.stowage.blob;

import java.time.Instant;
import java.util.Optional;

/** A container as the account lists it. */
public record ContainerInfo(String name, Optional<Instant> created) {}
