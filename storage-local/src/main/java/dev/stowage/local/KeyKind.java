package dev.stowage.local;

/** Where the master key of a vault comes from. */
enum KeyKind {
  PASSPHRASE(1, "passphrase", "a passphrase"),
  KEY_STORE(2, "keystore", "a key of a PKCS#12 key store"),
  KEY_FILE(3, "file", "a key file");

  private final int code;
  private final String param;
  private final String words;

  KeyKind(int code, String param, String words) {
    this.code = code;
    this.param = param;
    this.words = words;
  }

  /** In the vault file. */
  byte code() {
    return (byte) code;
  }

  /** In a URL. */
  String param() {
    return param;
  }

  /** In a message. */
  String words() {
    return words;
  }

  static KeyKind of(byte code) {
    for (KeyKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw VaultFailures.damaged("it names an unknown kind of master key");
  }

  static KeyKind of(String param) {
    for (KeyKind kind : values()) {
      if (kind.param.equals(param)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(param);
  }
}
