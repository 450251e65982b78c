package dev.stowage.fakes.s3;

/**
 * What a fake is told when it starts.
 *
 * @param region the only region it has
 * @param domain hosts that end in it name their bucket in front
 * @param minPart the least size of a part that is not the last
 * @param maxPut the greatest size of one PUT, one part or one copy
 * @param modern whether it knows checksum trailers, and adds checksums of its own
 */
record S3Settings(String region, String domain, long minPart, long maxPut, boolean modern) {}
