/**
 * One small blocking HTTP/1.1 client, on which the SDKs of all providers are plugged.
 *
 * <p><b>What it is.</b> {@link dev.stowage.http.HttpTransport} sends an {@link
 * dev.stowage.http.HttpRequest} and returns an {@link dev.stowage.http.HttpResponse} whose body
 * streams. It works on plain sockets of the JDK, and depends on nothing else in Stowage. It says
 * precisely what went wrong ({@link dev.stowage.http.TransportException} and its kinds), so that
 * retrying, which it leaves to its caller, can be decided on facts.
 *
 * <p><b>Life cycle.</b> Create one transport and share it; close it at the end. Each response is
 * closed or read to its end by the caller. Connections are pooled for each host and closed after
 * idling; a connection that the server has closed meanwhile is noticed before it is used again.
 *
 * <p><b>Threads.</b> Everything is safe for use by many threads, virtual ones too; a single
 * response belongs to one thread at a time. Interrupting the thread that sends or reads ends its
 * exchange at once. Read and write timeouts and deadlines are kept by one daemon thread for each
 * transport, within about 25 ms, which runs only while there is something to watch.
 *
 * <p><b>Limits.</b> HTTP/1.1 only. No redirects, cookies, caching, content decoding, authentication
 * challenges, SOCKS, upgrades or trailers (read and dropped). Proxies are HTTP ones; those named in
 * the environment may use Basic authentication. Looking a host name up cannot be interrupted. A
 * response head may be 64 KiB. A response to a request whose body is still being sent is seen
 * between pieces of 128 KiB, and over plain HTTP also while the server takes no more; under TLS a
 * server that answers, takes no more and keeps the connection open causes a timeout instead.
 */
@NullMarked
package dev.stowage.http;

import org.jspecify.annotations.NullMarked;
