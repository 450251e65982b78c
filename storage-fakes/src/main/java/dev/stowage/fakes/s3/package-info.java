/**
 * A fake of Amazon S3's REST API, written from Amazon's documentation. Start with {@link
 * dev.stowage.fakes.s3.FakeS3}; all else is package-private.
 */
@NullMarked
package dev.stowage.fakes.s3;

import org.jspecify.annotations.NullMarked;
