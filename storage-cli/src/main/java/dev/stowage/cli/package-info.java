/**
 * The {@code stowage} command: one class per command, {@link dev.stowage.cli.Main} puts them
 * together.
 *
 * <p>Commands print results on standard output and everything else on standard error. Exit codes: 0
 * done, 1 failed, 2 usage, 3 not found, 4 condition not met or already exists, 5 denied, 130
 * interrupted.
 */
@NullMarked
package dev.stowage.cli;

import org.jspecify.annotations.NullMarked;
