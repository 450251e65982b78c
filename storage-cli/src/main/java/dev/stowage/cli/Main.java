package dev.stowage.cli;

import dev.stowage.Stowage;

/** Entry point of the {@code stowage} command. */
public final class Main {
  private Main() {}

  /** Prints the version, whatever the arguments. */
  public static void main(String[] args) {
    System.out.println("stowage " + Stowage.version());
  }
}
