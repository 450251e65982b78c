package dev.stowage.config;

/**
 * Why a test failed.
 *
 * @param message what a person can act on; no credential and no signature in it
 */
public record TestFailure(TestProblem problem, String message) {}
