package dev.stowage.transfer;

/**
 * What moving one object came to.
 *
 * @param bytes its size
 * @param resumedBytes of these, what was at the target already
 * @param verified whether a checksum of the whole was compared
 */
record Moved(long bytes, long resumedBytes, boolean verified) {}
