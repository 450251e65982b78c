package dev.stowage.media;

/** What a provider may or may not be able to do. What it cannot do fails with UNSUPPORTED. */
public enum MediaFeature {
  /** {@link MediaJob#cancel()}. */
  CANCEL,
  /** {@link SubmitOptions#withClientToken}: the same token again is the same job. */
  CLIENT_TOKEN,
  /** {@link SubmitOptions#withNotifyTopic}. */
  NOTIFY,
  /** {@link SubmitOptions#withName}. */
  NAMES,
  /** {@link MediaJobs#list}. */
  LIST,
  /** {@link MediaJob#progress()} says something. */
  PROGRESS,
  /** {@link MediaJob#tasks()} says something. */
  TASKS
}
