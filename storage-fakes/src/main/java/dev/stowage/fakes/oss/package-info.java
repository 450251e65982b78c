/**
 * A fake of Alibaba Cloud's Object Storage Service with its asynchronous processing, of Intelligent
 * Media Management as far as that tells of its tasks, and of Function Compute 3.0, written from
 * Alibaba's documentation. Start with {@link dev.stowage.fakes.oss.FakeOss}; all else is
 * package-private.
 */
@NullMarked
package dev.stowage.fakes.oss;

import org.jspecify.annotations.NullMarked;
