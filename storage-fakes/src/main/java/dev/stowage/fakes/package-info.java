/**
 * In-process fakes of cloud wire protocols, for tests.
 *
 * <p>A fake is a real HTTP server on the loopback address with a store behind it. It answers as the
 * vendor documents, checks signatures, and breaks on request: see {@link
 * dev.stowage.fakes.FaultSwitches}. Start with a server such as {@link
 * dev.stowage.fakes.s3.FakeS3}; the other types here are what every fake has in common.
 */
@NullMarked
package dev.stowage.fakes;

import org.jspecify.annotations.NullMarked;
