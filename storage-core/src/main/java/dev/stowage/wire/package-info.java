/** What the wire protocols of several services have in common; for providers. */
@NullMarked
package dev.stowage.wire;

import org.jspecify.annotations.NullMarked;
