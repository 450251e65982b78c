/**
 * The storage configurations of {@link dev.stowage.config} as an HTTP service with tokens.
 *
 * <p>{@link dev.stowage.config.server.ConfigServer#start} serves a registry; {@link
 * dev.stowage.config.server.ApiTokens} keeps who may call it. It listens on the loopback address
 * unless told otherwise and speaks plain HTTP: TLS is the business of a proxy in front.
 */
@NullMarked
package dev.stowage.config.server;

import org.jspecify.annotations.NullMarked;
