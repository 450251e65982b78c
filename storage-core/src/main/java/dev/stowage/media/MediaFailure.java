package dev.stowage.media;

import dev.stowage.ErrorCode;

/**
 * Why a job failed or was rejected.
 *
 * @param code the nearest of ours; UNKNOWN when the service only has words
 * @param providerCode the service's own name for it, may be empty
 * @param reason the service's words
 */
public record MediaFailure(ErrorCode code, String providerCode, String reason) {}
