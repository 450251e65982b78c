/**
 * Rows: documents under ordered keys, with revisions, conditions, batches, scans and queries.
 *
 * <pre>{@code
 * try (KvStore jobs = KvStore.open("oci-nosql://jobs?region=eu-frankfurt-1")) {
 *   RowKey key = RowKey.of("U123").and(7);
 *   jobs.create(key, Document.of(new Job("queued")));
 *   jobs.update(key, job -> job.with("state", "running"));
 *   jobs.get(key).map(row -> row.as(Job.class)).ifPresent(System.out::println);
 * }
 * }</pre>
 *
 * <p>{@link dev.stowage.kv.KvStore} says what each call does; {@link dev.stowage.kv.Document} says
 * which values a row can hold.
 */
@NullMarked
package dev.stowage.kv;

import org.jspecify.annotations.NullMarked;
