/**
 * Oracle NoSQL tables as {@link dev.stowage.kv.KvStore}: {@code
 * oci-nosql://table?compartment=ocid1…}.
 *
 * <p>Users meet {@link dev.stowage.oci.nosql.OciNosqlConfig} and {@link
 * dev.stowage.oci.nosql.OciNosqlProvider}, and {@link dev.stowage.oci.nosql.OciNosql} for tables
 * and statements beyond rows.
 */
@NullMarked
package dev.stowage.oci.nosql;

import org.jspecify.annotations.NullMarked;
