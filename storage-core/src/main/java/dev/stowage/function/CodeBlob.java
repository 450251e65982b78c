package dev.stowage.function;

/**
 * A blob with code in it.
 *
 * @param container at the same provider, mostly in the same region
 * @param key as {@code BlobStore} has it
 */
public record CodeBlob(String container, String key) {}
