package dev.stowage.function;

import dev.stowage.StorageException;

/**
 * Something that was asked for and is not there.
 *
 * @param what such as {@code trigger "nightly"}
 * @param failure why
 */
public record DeploymentProblem(String what, StorageException failure) {}
