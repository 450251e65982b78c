package dev.stowage.fakes.swift;

import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.swift.SwiftIdentity.Token;
import dev.stowage.fakes.swift.SwiftIdentity.User;
import dev.stowage.fakes.text.Percent;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who sent a request, and what it may do in the account that it is about. */
final class SwiftCaller {
  static final String READ = "x-container-read";
  static final String WRITE = "x-container-write";

  private final String account;
  private final Optional<Token> token;
  private final Optional<SwiftTempUrls.Grant> signed;
  private final String referrer;

  SwiftCaller(SwiftCall call, Optional<Token> token, Optional<SwiftTempUrls.Grant> signed) {
    this.account = call.account();
    this.token = token;
    this.signed = signed;
    this.referrer = call.header("Referer").orElse("");
  }

  Optional<SwiftTempUrls.Grant> signed() {
    return signed;
  }

  /** Whether the account is the caller's: keys and access lists are shown to nobody else. */
  boolean owns() {
    return signed.isEmpty() && ofOwnProject() && token.orElseThrow().user().member();
  }

  private boolean ofOwnProject() {
    return token.isPresent()
        && token.get().project()
        && SwiftCatalogue.resellers().stream()
            .anyMatch(prefix -> account.equals(token.get().user().project().account(prefix)));
  }

  /** To change the account or a container, or to read the account. */
  void mustOwn(boolean reading) {
    if (!owns() && !(reading && signed.isEmpty() && ofOwnProject())) {
      throw refused();
    }
  }

  void mustRead(@Nullable FakeBucket container, boolean listing) {
    if (signed.isPresent()) {
      mustBeSigned(container);
    } else if (!ofOwnProject() && !listed(container, READ, listing)) {
      throw refused();
    }
  }

  void mustWrite(@Nullable FakeBucket container) {
    if (signed.isPresent()) {
      mustBeSigned(container);
    } else if (!owns() && !listed(container, WRITE, false)) {
      throw refused();
    }
  }

  private void mustBeSigned(@Nullable FakeBucket container) {
    if (container == null || !signed.orElseThrow().covers(container)) {
      throw refused();
    }
  }

  private SwiftError refused() {
    return token.isPresent() ? SwiftError.forbidden() : SwiftError.unauthorized(account, "");
  }

  private boolean listed(@Nullable FakeBucket container, String which, boolean listing) {
    if (container == null) {
      return false;
    }
    List<String> entries =
        Arrays.stream(container.attributes().getOrDefault(which, "").split(",", -1))
            .map(String::strip)
            .toList();
    if (referred(entries) && (!listing || entries.contains(".rlistings"))) {
      return true;
    }
    return token.isPresent() && entries.stream().anyMatch(entry -> names(entry, token.get()));
  }

  /** The last entry that fits decides. */
  private boolean referred(List<String> entries) {
    String host = referrer.isEmpty() ? "" : String.valueOf(URI.create(referrer).getHost());
    boolean allowed = false;
    for (String entry : entries) {
      if (entry.startsWith(".r:")) {
        boolean not = entry.startsWith(".r:-");
        String wanted = entry.substring(not ? 4 : 3);
        boolean fits =
            wanted.equals("*")
                || wanted.equals(host)
                || wanted.startsWith(".") && host.endsWith(wanted);
        allowed = fits ? !not : allowed;
      }
    }
    return allowed;
  }

  /**
   * An entry is a project and a user, each by id or name or as a star; or a role in the project.
   */
  private boolean names(String entry, Token caller) {
    User user = caller.user();
    String[] both = Percent.decoded(entry, false).split(":", 2);
    if (both.length == 1) {
      return ofOwnProject() && both[0].equals(user.role());
    }
    boolean project =
        both[0].equals("*")
            || caller.project()
                && (both[0].equals(user.project().id()) || both[0].equals(user.project().name()));
    boolean who = both[1].equals("*") || both[1].equals(user.id()) || both[1].equals(user.name());
    return !entry.startsWith(".") && project && who;
  }
}
