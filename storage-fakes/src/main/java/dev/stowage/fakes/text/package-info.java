/** How protocols write names and documents, where several have the same way. */
@NullMarked
package dev.stowage.fakes.text;

import org.jspecify.annotations.NullMarked;
