/**
 * A fake of OpenStack Swift with Keystone v3 and TempAuth, written from OpenStack's documentation.
 * Start with {@link dev.stowage.fakes.swift.FakeSwift}; all else is package-private.
 */
@NullMarked
package dev.stowage.fakes.swift;

import org.jspecify.annotations.NullMarked;
