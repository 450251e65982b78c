package dev.stowage.conformance.media;

/** Everything that a media service must do. */
public interface MediaJobsContract
    extends MediaSubmitContract, MediaOutcomeContract, MediaAwaitContract, MediaErrorContract {}
