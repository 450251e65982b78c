package dev.stowage.config.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stowage.config.ConfigPage;
import dev.stowage.config.ConfigQuery;
import dev.stowage.config.ConfigState;
import dev.stowage.config.Organisation;
import dev.stowage.config.SignedUrlPolicy;
import dev.stowage.config.StorageConfig;
import dev.stowage.config.StorageConfigs;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/** The configurations of an organisation for a browser. No script, no form, nothing to fetch. */
final class StatusPage {
  static final Set<String> PARAMETERS = Set.of("state", "after_id");

  private static final int ROWS = 100;
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --line: #d0d7de; --soft: #59636e; }
      @media (prefers-color-scheme: dark) { :root { --line: #3d444d; --soft: #9198a1; } }
      body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
      h1 { font-size: 1.4rem; margin: 0; }
      p, nav { color: var(--soft); margin: .25rem 0 1rem; }
      nav a { margin-right: 1rem; }
      .wide { overflow-x: auto; }
      table { border-collapse: collapse; width: 100%; }
      th, td { border-bottom: 1px solid var(--line); padding: .5rem .75rem .5rem 0; text-align: left; vertical-align: top; }
      th { color: var(--soft); font-weight: 600; }
      td { white-space: nowrap; }
      td.url { overflow-wrap: anywhere; white-space: normal; }
      nav a[aria-current] { font-weight: 600; text-decoration: none; }
      code, small { color: var(--soft); }
      b { border: 1px solid; border-radius: 1rem; font-weight: 600; padding: .05rem .6rem; white-space: nowrap; }
      b.valid { color: light-dark(#1a7f37, #3fb950); }
      b.invalid { color: light-dark(#cf222e, #ff7b72); }
      b.new { color: light-dark(#0969da, #58a6ff); }
      b.deactivated { color: var(--soft); }
      """;
  private static final String POLICY =
      "default-src 'none'; style-src 'sha256-"
          + hash(STYLE)
          + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private StatusPage() {}

  static Answer answer(StorageConfigs configs, Query query) {
    ConfigQuery found = ConfigQuery.all().withLimit(ROWS);
    Optional<ConfigState> state = query.get("state").map(ConfigState::of);
    if (state.isPresent()) {
      found = found.withState(state.get());
    }
    if (query.get("after_id").isPresent()) {
      found = found.after(query.get("after_id").get());
    }
    String page = page(configs.organisation(), configs.listPage(found), state);
    return Answer.html(page).withHeader("Content-Security-Policy", POLICY);
  }

  private static String page(
      Organisation organisation, ConfigPage page, Optional<ConfigState> state) {
    StringBuilder html = new StringBuilder(4096);
    html.append("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>Storage configurations</title>\n<style>")
        .append(STYLE)
        .append("</style>\n<h1>Storage configurations of ")
        .append(escaped(organisation.id()))
        .append("</h1>\n<p>")
        .append(
            organisation.state() == Organisation.State.ACTIVE
                ? "Results can be published."
                : "No configuration is valid: results cannot be published.")
        .append("</p>\n<nav>");
    link(html, "/", "all but deactivated", state.isEmpty());
    for (ConfigState one : ConfigState.values()) {
      boolean here = state.filter(one::equals).isPresent();
      link(html, "/?state=" + one.word(), one.word(), here);
    }
    html.append("</nav>\n");
    table(html, organisation, page);
    if (page.hasMore()) {
      StorageConfig last = page.configs().get(page.configs().size() - 1);
      String filter = state.map(s -> "state=" + s.word() + "&amp;").orElse("");
      html.append("<nav><a href=\"/?" + filter + "after_id=" + last.id() + "\">more</a></nav>\n");
    }
    return html.append("</html>\n").toString();
  }

  private static void link(StringBuilder html, String to, String text, boolean here) {
    html.append("<a href=\"").append(to).append(here ? "\" aria-current=\"page\">" : "\">");
    html.append(text).append("</a>");
  }

  private static void table(StringBuilder html, Organisation organisation, ConfigPage page) {
    if (page.configs().isEmpty()) {
      html.append("<p>There are none.</p>\n");
      return;
    }
    html.append("<p>")
        .append(page.totalCount())
        .append(" in all</p>\n<div class=\"wide\"><table>")
        .append("<tr><th>State<th>Place<th>Signed URLs<th>Created<th>Id\n");
    for (StorageConfig config : page.configs()) {
      boolean isDefault = organisation.defaultConfig().filter(config.id()::equals).isPresent();
      String state = config.state().word();
      html.append("<tr><td><b class=\"" + state + "\">" + state + "</b>")
          .append("<td class=\"url\">")
          .append(escaped(config.url()))
          .append(isDefault ? " <small>(default)</small>" : "");
      config
          .failure()
          .ifPresent(why -> html.append("<br><small>" + escaped(why.message()) + "</small>"));
      html.append("<td>")
          .append(signed(config.signedUrls()))
          .append("<td>")
          .append(config.created())
          .append("<td><code>")
          .append(config.id())
          .append("</code>\n");
    }
    html.append("</table></div>\n");
  }

  private static String signed(SignedUrlPolicy policy) {
    return policy.enabled() ? policy.life().toSeconds() + " s" : "off";
  }

  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }

  private static String hash(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
