package dev.stowage.config;

import java.util.Locale;

/** What a test found wrong, as far as it makes a difference for the one who has to mend it. */
public enum TestProblem {
  /** The bucket does not exist. */
  NO_SUCH_BUCKET,
  /** The service does not accept the credentials. */
  WRONG_CREDENTIALS,
  /** The credentials may not write there. */
  WRITE_DENIED,
  /** The credentials may not read, which signed URLs need. */
  READ_DENIED,
  /** The clocks of this machine and of the service differ too much. */
  CLOCK_SKEW,
  /** The service does not answer. */
  UNREACHABLE,
  /** The quota or the disk is full. */
  FULL,
  /** The provider or the credentials cannot sign URLs. */
  CANNOT_SIGN,
  /** What was read back is not what was written. */
  NOT_AS_WRITTEN,
  /** The configuration was changed, switched off or deleted before its test ended. */
  SUPERSEDED,
  /** The test was cut off, several times. */
  INTERRUPTED,
  /** Something else; the message has the service's words. */
  OTHER;

  /** The word for it in documents, such as {@code no-such-bucket}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static TestProblem of(String word) {
    for (TestProblem problem : values()) {
      if (problem.word().equals(word)) {
        return problem;
      }
    }
    return OTHER;
  }
}
