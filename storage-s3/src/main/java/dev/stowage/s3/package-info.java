/**
 * Amazon S3, and services that speak its protocol, under {@code s3:}.
 *
 * <p>Start at {@link dev.stowage.s3.S3Provider}, which opens stores by URL or over an {@code
 * S3Client} of the caller's, and {@link dev.stowage.s3.S3Config}, which says in code what a URL
 * says in parameters.
 *
 * <p><b>URL.</b> {@code s3://bucket/prefix?region=eu-west-1&endpoint=https://host&profile=aws|
 * compatible&style=path|virtual&checksum=crc32c|…|md5|none&transport=direct|sdk…}; the README of
 * the module lists all parameters.
 *
 * <p><b>Credentials.</b> Those of the open options, else {@code credential=env|profile:NAME|
 * file:PATH|anonymous}, else the chain of the AWS SDKs.
 *
 * <p><b>Limits.</b> Keys of 1,024 bytes, 5 GiB in one request, 10,000 parts, about 2 KB of
 * metadata, 1,000 keys of one bulk delete.
 *
 * <p><b>Differences.</b> Metadata that is not printable ASCII is stored as RFC 2047 encoded words,
 * which is the form in which S3 itself returns it. On services that know no checksum headers,
 * contents are verified by an ETag that is an MD5.
 */
@NullMarked
package dev.stowage.s3;

import org.jspecify.annotations.NullMarked;
