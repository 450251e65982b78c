/**
 * Media jobs: transcoding, pictures from videos, documents to pictures, workflows; done by a
 * service, or by a program on this machine, while the caller does something else.
 *
 * <p>Start at {@link dev.stowage.media.MediaJobs#open(String)}. To submit a job is not to have it
 * done: ask the {@link dev.stowage.media.MediaJob} how it went.
 */
@NullMarked
package dev.stowage.media;

import org.jspecify.annotations.NullMarked;
