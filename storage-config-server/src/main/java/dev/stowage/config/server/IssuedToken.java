package dev.stowage.config.server;

/** A token at the only moment when it is known. */
public final class IssuedToken {
  private final ApiToken about;
  private final String text;

  IssuedToken(ApiToken about, String text) {
    this.about = about;
    this.text = text;
  }

  public ApiToken about() {
    return about;
  }

  /** What its owner sends; it cannot be had again. */
  public String text() {
    return text;
  }

  /** Its id only. */
  @Override
  public String toString() {
    return "IssuedToken[" + about.id() + "]";
  }
}
