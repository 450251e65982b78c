package dev.stowage;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StowageTest {
  @Test
  void knowsItsVersion() {
    assertTrue(Stowage.version().matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?"), Stowage.version());
  }
}
