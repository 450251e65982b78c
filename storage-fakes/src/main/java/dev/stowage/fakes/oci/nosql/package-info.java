/**
 * Oracle's NoSQL service: tables, rows and statements over REST. It was compared with Oracle's own
 * server, whose answers it gives; what that server's REST interface cannot do is refused here too.
 * Add {@link dev.stowage.fakes.oci.nosql.FakeNosql} to a {@link dev.stowage.fakes.oci.FakeOci}.
 */
@NullMarked
package dev.stowage.fakes.oci.nosql;

import org.jspecify.annotations.NullMarked;
