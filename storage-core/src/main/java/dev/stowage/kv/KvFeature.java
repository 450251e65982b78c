package dev.stowage.kv;

/** What a store may lack. A call that needs a feature it lacks fails with UNSUPPORTED, unsent. */
public enum KvFeature {
  /** Rows can expire. */
  TTL,
  /** {@link KvStore#transact}. */
  TRANSACTIONS,
  /** {@link KvStore#query(Query)}. */
  QUERY,
  /** {@link KvStore#query(Statement)}, in the service's own language. */
  STATEMENTS,
  /** {@link KvStore#createWithGeneratedKey}. */
  GENERATED_KEYS,
  /** {@link ReadOptions#withStrongConsistency}. */
  STRONG_READS,
  /** A scan in order of key over the whole store, and not within one partition only. */
  ORDERED_SCAN,
  /** Instants in documents keep nanoseconds; without it, they are limited to milliseconds. */
  NANOSECONDS
}
