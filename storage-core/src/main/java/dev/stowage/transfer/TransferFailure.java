package dev.stowage.transfer;

import dev.stowage.StorageException;

/**
 * One object that could not be moved or deleted.
 *
 * @param key relative to the tree
 */
public record TransferFailure(String key, StorageException failure) {}
