package dev.stowage.config;

import dev.stowage.Credentials;
import dev.stowage.ErrorCode;
import dev.stowage.Pacer;
import dev.stowage.StorageException;
import dev.stowage.kv.Document;
import dev.stowage.kv.Revision;
import dev.stowage.kv.Row;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** What {@link StorageConfigs} says, done. */
final class Registry {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int MAX_TRIES = 100;

  private final String organisation;
  private final RegistryParts parts;
  private final RegistryRows rows;
  private final ConfigRows configs;
  private final UrlClaims claims;
  private final Defaults defaults;
  private final ConfigTests tests;
  private final ConfigChanges changes;

  Registry(RegistryParts parts, String organisation) {
    this.parts = parts;
    this.organisation = organisation;
    this.rows = new RegistryRows(parts.rows(), organisation);
    this.configs = new ConfigRows(rows, pacer());
    this.claims = new UrlClaims(rows, pacer());
    this.defaults = new Defaults(rows, configs);
    this.tests = new ConfigTests(rows, configs, defaults, parts);
    this.changes = new ConfigChanges(organisation, parts);
  }

  StorageConfig create(ConfigRequest request) {
    ConfigUrl url = ConfigUrl.parse(request.url());
    parts.places().check(url, request.settings(), request.credentials(), request.signedUrls());
    String place = changes.place(url, request.settings());
    for (int number = 0; number < MAX_TRIES; number++) {
      claims
          .ownerOf(place)
          .ifPresent(
              owner -> {
                throw ConfigFailures.duplicate(owner);
              });
      String id = ConfigIds.next(pacer().now());
      Document row = changes.created(id, url, place, request);
      claims.claim(place, id);
      if (configs.create(id, row)) {
        return started(row);
      }
      // Somebody took this for a writer that died, and has the claim now: start over, as another.
      rows.delete(rows.config(id));
    }
    throw StorageException.of(
        ErrorCode.CONFLICT, "others claimed the url first, many times in a row");
  }

  StorageConfig createOrGet(ConfigRequest request) {
    for (int number = 0; number < MAX_TRIES; number++) {
      try {
        return create(request);
      } catch (StorageException e) {
        if (e.code() != ErrorCode.ALREADY_EXISTS) {
          throw e;
        }
        Optional<Row> there = configs.find(e.key().orElse(""));
        if (there.isPresent()) {
          return new StorageConfig(there.get().document());
        }
      }
    }
    throw StorageException.of(
        ErrorCode.CONFLICT, "the url was taken and given back, many times in a row");
  }

  StorageConfig retrieve(String id) {
    return new StorageConfig(configs.get(id).document());
  }

  ConfigPage listPage(ConfigQuery query) {
    return ConfigPages.page(query, found(query));
  }

  Stream<StorageConfig> list(ConfigQuery query) {
    return ConfigPages.from(query, found(query)).stream();
  }

  private List<StorageConfig> found(ConfigQuery query) {
    return sorted().stream().filter(query::matches).toList();
  }

  private List<StorageConfig> sorted() {
    try (Stream<StorageConfig> all = configs.all()) {
      return all.sorted(Comparator.comparing(StorageConfig::id)).toList();
    }
  }

  StorageConfig update(String id, ConfigUpdate update) {
    if (update.isEmpty()) {
      throw ConfigFailures.argument(
          "body", "there is nothing to change; name a url, credentials, a state or a policy");
    }
    Optional<Claim> wanted = Optional.empty();
    for (ConfigRows.Tries tries = configs.tries(); ; tries.next()) {
      Optional<Row> found = configs.find(id);
      if (found.isEmpty()) {
        wanted.ifPresent(claim -> claims.release(claim.place(), claim.revision()));
        throw ConfigFailures.missing("storage configuration", id);
      }
      Row before = found.get();
      Document after = changes.updated(before.document(), update);
      String oldPlace = placeOf(before.document());
      String newPlace = placeOf(after);
      if (oldPlace.equals(newPlace)) {
        if (configs.replace(before, after)) {
          return started(after);
        }
        continue;
      }
      Optional<Revision> held = claims.held(oldPlace, id);
      // After the row was read, and anew in each round: see UrlClaims.
      wanted = Optional.of(new Claim(newPlace, claims.claim(newPlace, id)));
      if (configs.replace(before, after)) {
        held.ifPresent(claim -> claims.release(oldPlace, claim));
        return started(after);
      }
    }
  }

  private record Claim(String place, Revision revision) {}

  private static String placeOf(Document row) {
    return row.string(ConfigFields.PLACE).orElseThrow();
  }

  void delete(String id) {
    for (ConfigRows.Tries tries = configs.tries(); ; tries.next()) {
      Row row = configs.get(id);
      String place = placeOf(row.document());
      Optional<Revision> held = claims.held(place, id);
      if (configs.delete(row)) {
        held.ifPresent(claim -> claims.release(place, claim));
        defaults.deleted(id);
        return;
      }
    }
  }

  ConfigTask test(String id) {
    for (ConfigRows.Tries tries = configs.tries(); ; tries.next()) {
      Row before = configs.get(id);
      if (ConfigFields.state(before.document()) == ConfigState.DEACTIVATED) {
        throw ConfigFailures.state(
            "test", id, "the configuration is deactivated; set its state to new, which tests it");
      }
      Document after = changes.tested(before.document());
      if (configs.replace(before, after)) {
        return begun(new StorageConfig(after));
      }
    }
  }

  ConfigTask task(String taskId) {
    return Optional.of(taskId)
        .filter(ConfigIds::isId)
        .flatMap(tests::find)
        .orElseThrow(() -> ConfigFailures.missing("task", taskId));
  }

  ConfigTask awaitTask(String taskId, Duration timeout) {
    long end = pacer().nanoTime() + timeout.toNanos();
    while (true) {
      ConfigTask task = task(taskId);
      if (!task.state().isOver() && tests.isWaiting(taskId)) {
        submit(taskId);
      }
      if (task.state().isOver() || pacer().nanoTime() >= end) {
        return task;
      }
      pause(taskId, Duration.ofNanos(end - pacer().nanoTime()));
    }
  }

  StorageConfig awaitTested(String id, Duration timeout) {
    long end = pacer().nanoTime() + timeout.toNanos();
    while (true) {
      StorageConfig config = retrieve(id);
      if (config.state() != ConfigState.NEW) {
        return config;
      }
      Duration left = Duration.ofNanos(end - pacer().nanoTime());
      if (left.isNegative() || left.isZero()) {
        throw StorageConfigs.overdue(id);
      }
      String task = config.task().orElseThrow();
      if (tests.find(task).isEmpty()) {
        begun(config);
      }
      awaitTask(task, left);
    }
  }

  /** Until a task of this process ends; a moment, for one of another process. */
  private void pause(String taskId, Duration longest) {
    Optional<Future<?>> running = parts.runner().running(taskId);
    if (running.isEmpty()) {
      Pauses.sleep(pacer(), longest.compareTo(POLL) < 0 ? longest : POLL);
      return;
    }
    try {
      running.get().get(Math.max(1, longest.toMillis()), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Pauses.cancelled(e);
    } catch (TimeoutException e) {
      return;
    } catch (ExecutionException e) {
      throw new IllegalStateException("tests catch what they throw", e);
    }
  }

  Organisation organisation() {
    List<StorageConfig> all = sorted();
    boolean active = all.stream().anyMatch(config -> config.state() == ConfigState.VALID);
    return new Organisation(
        organisation,
        active ? Organisation.State.ACTIVE : Organisation.State.UNCONFIGURED,
        defaults.among(all),
        all.stream().filter(ConfigQuery.all()::matches).map(StorageConfig::id).toList());
  }

  StorageConfig makeDefault(String id) {
    StorageConfig config = retrieve(id);
    requireValid("default", config);
    defaults.make(id);
    return config;
  }

  static void requireValid(String operation, StorageConfig config) {
    if (config.state() != ConfigState.VALID) {
      throw ConfigFailures.state(
          operation,
          config.id(),
          "the configuration is "
              + config.state().word()
              + config.failure().map(f -> ": " + f.message()).orElse("")
              + "; it must be valid");
    }
  }

  int recover() {
    int taken = 0;
    for (StorageConfig config : sorted()) {
      Optional<String> task = config.task().filter(t -> config.state() == ConfigState.NEW);
      if (task.isPresent() && tests.find(task.get()).isEmpty()) {
        tests.create(config, task.get());
      }
    }
    for (String task : tests.waiting()) {
      if (parts.runner().running(task).isEmpty()) {
        submit(task);
        taken++;
      }
    }
    return taken;
  }

  int rotateKey() {
    String current = parts.sealer().rotate();
    int sealed = 0;
    for (StorageConfig config : sorted()) {
      boolean[] changed = new boolean[1];
      configs.change(
          config.id(),
          row -> {
            Document anew = changes.sealedWith(current, row);
            changed[0] = !Objects.equals(anew, row);
            return anew;
          });
      sealed += changed[0] ? 1 : 0;
    }
    return sealed;
  }

  /** The row of a configuration to publish at, and its credentials. */
  Row rowOf(String id) {
    return configs.get(id);
  }

  Credentials credentialsOf(Document row) {
    return parts.sealer().unsealed(row);
  }

  String defaultConfig() {
    return defaults
        .among(sorted())
        .orElseThrow(
            () ->
                ConfigFailures.state(
                    "publish", organisation, "the organisation has no default configuration"));
  }

  private StorageConfig started(Document row) {
    StorageConfig config = new StorageConfig(row);
    if (config.state() == ConfigState.NEW) {
      begun(config);
    }
    return config;
  }

  private ConfigTask begun(StorageConfig config) {
    ConfigTask task = tests.create(config, config.task().orElseThrow());
    submit(task.id());
    return task;
  }

  private void submit(String task) {
    parts.runner().submit(task, () -> tests.run(task));
  }

  private Pacer pacer() {
    return parts.options().openOptions().pacer();
  }
}
