package dev.stowage.media;

import java.util.Optional;

/**
 * One step of a job.
 *
 * @param key its name in the job
 * @param state where it stands
 * @param details the service's words
 */
public record MediaTask(String key, MediaState state, Optional<String> details) {}
