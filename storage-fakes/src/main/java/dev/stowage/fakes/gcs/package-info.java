/**
 * A fake of Google Cloud Storage's JSON and XML APIs and of the token endpoints around them,
 * written from Google's documentation. Start with {@link dev.stowage.fakes.gcs.FakeGcs}; all else
 * is package-private.
 */
@NullMarked
package dev.stowage.fakes.gcs;

import org.jspecify.annotations.NullMarked;
