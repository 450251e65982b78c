/** The embedded provider: files, H2 rows and sealed secrets on local disk. */
@NullMarked
package dev.stowage.local;

import org.jspecify.annotations.NullMarked;
