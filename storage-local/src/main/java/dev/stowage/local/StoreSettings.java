package dev.stowage.local;

import dev.stowage.Pacer;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a store is opened with.
 *
 * @param root absolute
 * @param sync whether a write returns only when it would survive a loss of power
 * @param create whether a write may make the store
 * @param publicUrl where a {@link SignedUrlHandler} answers for this store
 * @param signingKey a key of the caller's; else one is kept in the store
 */
record StoreSettings(
    Path root,
    boolean sync,
    boolean create,
    Optional<String> publicUrl,
    byte @Nullable [] signingKey,
    Pacer pacer) {}
