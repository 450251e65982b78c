/**
 * The contract of {@link dev.stowage.blob.BlobStore}, cases B001 to B132, and two properties.
 *
 * <p>A provider's test class implements {@link dev.stowage.conformance.blob.BlobStoreContract} and
 * makes a {@link dev.stowage.conformance.blob.BlobHarness} for every test. A provider whose server
 * cannot be told to misbehave uses {@link dev.stowage.conformance.blob.DriverHarness}, which puts
 * {@link dev.stowage.conformance.blob.FaultyBlobDriver} between the portable layer and the driver.
 */
@NullMarked
package dev.stowage.conformance.blob;

import org.jspecify.annotations.NullMarked;
