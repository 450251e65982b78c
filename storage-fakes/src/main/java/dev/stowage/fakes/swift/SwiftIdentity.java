package dev.stowage.fakes.swift;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Projects, users, application credentials, and the tokens that were given out. Thread-safe. */
final class SwiftIdentity {
  static final String DOMAIN_ID = "default";
  static final String DOMAIN_NAME = "Default";

  private static final SecureRandom RANDOM = new SecureRandom();

  /** A project of the one domain. */
  record Project(String id, String name) {
    /** The account that it has in a region. */
    String account(String reseller) {
      return reseller + id;
    }
  }

  /** A user of one project. */
  static final class User {
    private final String id = hex(16);
    private final String name;
    private final Project project;
    private final String role;
    private String password;

    private User(String name, String password, Project project, String role) {
      this.name = name;
      this.password = password;
      this.project = project;
      this.role = role;
    }

    String id() {
      return id;
    }

    String name() {
      return name;
    }

    Project project() {
      return project;
    }

    /** Member may do everything in its project's accounts, reader may look. */
    String role() {
      return role;
    }

    boolean member() {
      return role.equals("member");
    }
  }

  /** A way to log in for one user and project, with a secret of its own. */
  record Application(String id, String name, String secret, User user) {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * A token.
   *
   * @param project whether it is good for the user's project, or for none
   * @param methods how it was got
   */
  record Token(
      String text,
      User user,
      boolean project,
      List<String> methods,
      Instant issued,
      Instant expires) {
    @Override
    public String toString() {
      return "token of " + user.name();
    }
  }

  private final Clock clock;
  private final Duration life;
  private final Map<String, User> users = new LinkedHashMap<>();
  private final List<Application> applications = new ArrayList<>();
  private final Map<String, Token> tokens = new LinkedHashMap<>();
  private boolean issuing = true;

  /**
   * @param life of tokens
   */
  SwiftIdentity(Clock clock, Duration life) {
    this.clock = clock;
    this.life = life;
  }

  /** Random digits: nothing that a fake accepts is known before it runs. */
  static String hex(int bytes) {
    return HexFormat.of().formatHex(random(bytes));
  }

  private static byte[] random(int bytes) {
    byte[] some = new byte[bytes];
    RANDOM.nextBytes(some);
    return some;
  }

  synchronized User add(String name, Project project, String role) {
    User user = new User(name, "secret-" + hex(12), project, role);
    users.put(name, user);
    return user;
  }

  synchronized Application addApplication(String name, User user) {
    Application application = new Application(hex(16), name, "secret-" + hex(24), user);
    applications.add(application);
    return application;
  }

  synchronized String password(User user) {
    return user.password;
  }

  /** Other passwords are not taken any more; tokens that are out stay good. */
  synchronized void changePassword(User user) {
    user.password = "secret-" + hex(12);
  }

  synchronized Optional<User> user(String name) {
    return Optional.ofNullable(users.get(name));
  }

  synchronized Optional<User> userById(String id) {
    return users.values().stream().filter(user -> user.id().equals(id)).findFirst();
  }

  synchronized Optional<Application> applicationById(String id) {
    return applications.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /** By its name, which only its user knows it by. */
  synchronized Optional<Application> application(String name, User user) {
    return applications.stream()
        .filter(one -> one.name().equals(name) && one.user() == user)
        .findFirst();
  }

  synchronized Token issue(User user, boolean project, List<String> methods) {
    return issue(user, project, methods, clock.instant().plus(life));
  }

  synchronized Token issue(User user, boolean project, List<String> methods, Instant expires) {
    String text = "gAAAAA" + Base64.getUrlEncoder().withoutPadding().encodeToString(random(96));
    Token token = new Token(text, user, project, methods, clock.instant(), expires);
    if (issuing) {
      tokens.put(text, token);
    }
    return token;
  }

  /** The token of this text, if it is good. */
  synchronized Optional<Token> token(String text) {
    return Optional.ofNullable(tokens.get(text))
        .filter(token -> clock.instant().isBefore(token.expires()));
  }

  synchronized boolean revoke(String text) {
    return tokens.remove(text) != null;
  }

  synchronized void revokeAll() {
    tokens.clear();
  }

  /** Whether tokens given out from now on are good for anything. */
  synchronized void issuing(boolean good) {
    issuing = good;
  }
}
