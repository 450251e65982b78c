package dev.stowage.swift;

import java.io.IOException;

/** One way to get a session. */
interface Login {
  /** Asks for a new session. */
  Session login() throws IOException;

  /** Whether asking again can give another session. */
  boolean renewable();
}
