package dev.stowage.function;

/**
 * Files that several functions share.
 *
 * @param name of the layer
 * @param version of the layer, as the service counts
 */
public record LayerRef(String name, String version) {}
