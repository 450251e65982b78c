/**
 * Stores in the memory of this process, under the scheme {@code mem:}, for tests and for trying
 * things out.
 *
 * <p>{@code mem://name} is shared by all who open it in this process; {@code mem:} is a new one
 * each time. {@code create=false} opens only what is there; {@code versions=true} keeps old
 * versions.
 */
@NullMarked
package dev.stowage.mem;

import org.jspecify.annotations.NullMarked;
