/**
 * The embedded provider: files, H2 rows, sealed secrets and media jobs through ffmpeg on local
 * disk.
 */
@NullMarked
package dev.stowage.local;

import org.jspecify.annotations.NullMarked;
