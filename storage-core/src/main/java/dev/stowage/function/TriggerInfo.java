package dev.stowage.function;

import java.util.Optional;

/**
 * A trigger that is there.
 *
 * @param name within its function
 * @param type as it was asked for
 * @param url where to call it, of the type http
 */
public record TriggerInfo(String name, String type, Optional<String> url) {}
