/** Stowage: one API for objects, rows, secrets and media jobs on any cloud or on local disk. */
@NullMarked
package dev.stowage;

import org.jspecify.annotations.NullMarked;
