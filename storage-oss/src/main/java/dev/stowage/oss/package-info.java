/**
 * Alibaba Cloud: objects in OSS, asynchronous processing of them as media jobs, and functions of
 * Function Compute.
 *
 * <p>Most users need none of these types: {@code
 * BlobStore.open("oss://bucket?region=cn-hangzhou")}, {@code
 * MediaJobs.open("oss-media://bucket?…")}, {@code FunctionDeployer.open("alibaba-fc://…")}. {@link
 * dev.stowage.oss.OssProvider} takes the caller's own client of the SDK; what only these services
 * have is had by {@code unwrap}: {@link dev.stowage.oss.OssBucket}, {@link dev.stowage.oss.OssImm},
 * {@link dev.stowage.oss.FunctionVersions}.
 */
@NullMarked
package dev.stowage.oss;

import org.jspecify.annotations.NullMarked;
