/**
 * OpenStack Swift ({@code swift:}) and NAVER Archive Storage ({@code naver:}).
 *
 * <p><b>URL.</b> {@code
 * swift://container/prefix?endpoint=https://keystone:5000/v3&region=RegionOne}. <b>Credentials.</b>
 * {@code OS_*} variables, {@code clouds.yaml}, or {@link dev.stowage.OpenOptions#withCredentials}.
 * <b>Limits and differences.</b> See the module's README.
 *
 * <p>Beyond what {@link dev.stowage.blob.BlobStore} offers there is {@link
 * dev.stowage.swift.SwiftClient}, by {@code store.unwrap(SwiftClient.class)}.
 */
@NullMarked
package dev.stowage.swift;

import org.jspecify.annotations.NullMarked;
