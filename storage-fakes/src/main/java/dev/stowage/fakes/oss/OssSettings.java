package dev.stowage.fakes.oss;

/**
 * What a fake is told when it starts.
 *
 * @param region the only region it has
 * @param domain hosts that end in it name their bucket in front
 * @param account the number of the account
 * @param minPart the least size of a part that is not the last
 * @param maxPut the greatest size of one PUT, one part and one copy
 * @param steps how often a task or a function is looked at until it is done
 */
record OssSettings(
    String region, String domain, String account, long minPart, long maxPut, int steps) {}
