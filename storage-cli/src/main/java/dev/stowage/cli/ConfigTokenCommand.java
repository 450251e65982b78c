package dev.stowage.cli;

import dev.stowage.config.server.ApiToken;
import dev.stowage.config.server.ApiTokens;
import dev.stowage.config.server.IssuedToken;
import dev.stowage.config.server.Scope;
import dev.stowage.kv.KvStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "token",
    description = "Who may call 'stowage config serve'.",
    subcommands = {
      ConfigTokenCommand.Create.class,
      ConfigTokenCommand.ListAll.class,
      ConfigTokenCommand.Revoke.class
    })
final class ConfigTokenCommand {
  private ConfigTokenCommand() {}

  /** The table of tokens and what all its commands take. */
  abstract static class OnTokens implements Callable<Integer> {
    @Mixin CommonOptions common = new CommonOptions();

    @Mixin ConfigTokens table = new ConfigTokens();

    @Override
    public final Integer call() {
      try (KvStore rows = table.open(common.open());
          Output out = common.output()) {
        run(ApiTokens.in(rows), out);
        return 0;
      }
    }

    abstract void run(ApiTokens tokens, Output out);
  }

  @Command(
      name = "create",
      description = "Make a token and print it. It cannot be printed again: only its hash is kept.")
  static final class Create extends OnTokens {
    @Option(names = "--name", required = true, paramLabel = "TEXT", description = "What it is for.")
    String name = "";

    @Option(
        names = "--organisation",
        paramLabel = "NAME",
        description = "Whose storage configurations it opens (default default).")
    String organisation = "default";

    @Option(
        names = "--scope",
        paramLabel = "SCOPE",
        description = "read or write. Repeatable (default both).")
    Set<String> scopes = new TreeSet<>(Set.of("read", "write"));

    @Option(
        names = "--expires",
        paramLabel = "TIME",
        converter = CommonOptions.DurationConverter.class,
        description = "How long it works, such as 90d (default until it is revoked).")
    @Nullable Duration life;

    @Override
    void run(ApiTokens tokens, Output out) {
      Set<Scope> given = new TreeSet<>();
      scopes.forEach(word -> given.add(Scope.of(word)));
      IssuedToken issued =
          life == null
              ? tokens.create(organisation, name, given)
              : tokens.create(organisation, name, given, life);
      if (out.isJson()) {
        Map<String, Object> row = row(issued.about());
        row.put("token", issued.text());
        out.json(row);
      } else {
        out.line(issued.text());
      }
    }
  }

  @Command(name = "list", description = "List what is known of the tokens, which are not shown.")
  static final class ListAll extends OnTokens {
    @Override
    void run(ApiTokens tokens, Output out) {
      for (ApiToken token : tokens.list()) {
        if (out.isJson()) {
          out.json(row(token));
        } else {
          out.line(
              String.join(
                  "\t",
                  token.id(),
                  Text.printable(token.organisation()),
                  String.join(",", words(token)),
                  token.expires().map(end -> "until " + end).orElse("until revoked"),
                  Text.printable(token.name())));
        }
      }
    }
  }

  @Command(name = "revoke", description = "Make a token worthless, also for running servers.")
  static final class Revoke extends OnTokens {
    @Parameters(index = "0", paramLabel = "ID", description = "As list shows it.")
    String id = "";

    @Override
    void run(ApiTokens tokens, Output out) {
      tokens.revoke(id);
    }
  }

  private static List<String> words(ApiToken token) {
    return token.scopes().stream().sorted().map(Scope::word).toList();
  }

  private static Map<String, Object> row(ApiToken token) {
    Map<String, Object> row = Output.row();
    row.put("id", token.id());
    row.put("organisation", token.organisation());
    row.put("name", token.name());
    row.put("scopes", words(token));
    row.put("created", token.created().toString());
    token.expires().ifPresent(end -> row.put("expires", end.toString()));
    return row;
  }
}
