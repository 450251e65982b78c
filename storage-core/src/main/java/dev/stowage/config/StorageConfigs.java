package dev.stowage.config;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.kv.KvStore;
import dev.stowage.secret.SecretStore;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The storage configurations of an organisation: places for results, each with credentials, a
 * policy for signed URLs and a state that tests find out. Kept in a table of any {@link KvStore},
 * credentials sealed with a key from a {@link SecretStore}.
 *
 * <p>No two configurations of an organisation have the same url, where a slash at the end has no
 * meaning; a bucket at another {@code endpoint} is another place. Every change is one conditional
 * write of one row, so any number of processes may use one table, and one that is killed leaves
 * every acknowledged change and no other.
 *
 * <p>Whoever creates or changes a configuration starts its test, which runs on a thread of this
 * registry; {@link #awaitTested} waits for it. A test whose process ends is taken up by {@link
 * #recover}.
 *
 * <p>Failures are {@link StorageException}s. One with INVALID_ARGUMENT has the name of the
 * parameter as its {@link StorageException#key() key}: {@code url}, {@code credentials}, {@code
 * settings}, {@code signed_urls_enabled}, {@code signed_urls_expiry}, {@code state}, {@code limit},
 * {@code after_id}, {@code before_id}; all others have the id of the configuration or task.
 *
 * <p>Thread-safe. Closing it ends its tests; table and secret store stay the caller's to close.
 */
public final class StorageConfigs implements AutoCloseable {
  private final RegistryParts parts;
  private final String organisation;
  private final boolean view;
  private final Registry registry;

  private StorageConfigs(RegistryParts parts, String organisation, boolean view) {
    this.parts = parts;
    this.organisation = organisation;
    this.view = view;
    this.registry = new Registry(parts, organisation);
  }

  /** The configurations of the organisation {@code default}; no request. */
  public static StorageConfigs open(KvStore rows, SecretStore secrets) {
    return open(rows, secrets, ConfigOptions.defaults());
  }

  /**
   * The configurations of the options' organisation; no request.
   *
   * @param rows a table of their own, whose keys have one part, or two of which the first names the
   *     partition
   */
  public static StorageConfigs open(KvStore rows, SecretStore secrets, ConfigOptions options) {
    ConfigPlaces places = new ConfigPlaces(options);
    RegistryParts parts =
        new RegistryParts(
            rows,
            new CredentialSealer(secrets, options.keyName()),
            places,
            new TestRunner(options.concurrentTests(), options.testTimeout()),
            options);
    return new StorageConfigs(parts, options.organisation(), false);
  }

  /** Those of another organisation. A view: it shares this registry and needs no closing. */
  public StorageConfigs forOrganisation(String other) {
    return new StorageConfigs(parts, checkedOrganisation(other), true);
  }

  static String checkedOrganisation(String name) {
    if (name.isBlank() || name.length() > 200) {
      throw ConfigFailures.argument("organisation", "it is text of 1 to 200 characters");
    }
    return name;
  }

  /** Whose configurations these are. */
  public String organisationId() {
    return organisation;
  }

  /**
   * Creates a configuration and starts its test. It is {@link ConfigState#NEW} until the test ends.
   *
   * @throws StorageException INVALID_ARGUMENT before any request to the place; ALREADY_EXISTS, with
   *     the id of the configuration that has the url as its key
   */
  public StorageConfig create(ConfigRequest request) {
    return registry.create(request);
  }

  /**
   * Creates a configuration, or gives the one that has the url already, unchanged, whatever its
   * state and credentials. Whether it was created shows by nothing but its {@link
   * StorageConfig#created() age}.
   */
  public StorageConfig createOrGet(ConfigRequest request) {
    return registry.createOrGet(request);
  }

  /**
   * Reads a configuration, also a deactivated one.
   *
   * @throws StorageException NOT_FOUND
   */
  public StorageConfig retrieve(String id) {
    return registry.retrieve(id);
  }

  /** One page, oldest first. */
  public ConfigPage listPage(ConfigQuery query) {
    return registry.listPage(query);
  }

  /** All that the query finds, whatever its limit, oldest first; page by page as it is consumed. */
  public Stream<StorageConfig> list(ConfigQuery query) {
    return registry.list(query);
  }

  /**
   * Changes a configuration and starts its test, unless it is, or becomes, deactivated. With the
   * state {@link ConfigState#NEW} a deactivated one is switched on again.
   *
   * @throws StorageException NOT_FOUND; INVALID_ARGUMENT before any request, for a url of another
   *     type too; ALREADY_EXISTS when another configuration has the url
   */
  public StorageConfig update(String id, ConfigUpdate update) {
    return registry.update(id, update);
  }

  /**
   * Deletes a configuration with its credentials, for good; the url is free again. What was
   * published stays where it is.
   *
   * @throws StorageException NOT_FOUND, also for one that was deleted before
   */
  public void delete(String id) {
    registry.delete(id);
  }

  /**
   * Starts a test; the configuration is {@link ConfigState#NEW} until it ends.
   *
   * @throws StorageException NOT_FOUND; PRECONDITION_FAILED when it is deactivated
   */
  public ConfigTask test(String id) {
    return registry.test(id);
  }

  /**
   * Reads a task. Tasks are kept for 30 days where the table can forget rows.
   *
   * @throws StorageException NOT_FOUND
   */
  public ConfigTask task(String taskId) {
    return registry.task(taskId);
  }

  /**
   * Waits until a task is over, in whichever process it runs, and takes it up if its process died.
   *
   * @return the task as it is then, or at the end of the timeout
   * @throws StorageException NOT_FOUND; CANCELLED when the thread is interrupted
   */
  public ConfigTask awaitTask(String taskId, Duration timeout) {
    return registry.awaitTask(taskId, timeout);
  }

  /**
   * Waits until a configuration is not {@link ConfigState#NEW}.
   *
   * @throws StorageException NOT_FOUND; DEADLINE_EXCEEDED when it is still new after the timeout;
   *     CANCELLED when the thread is interrupted
   */
  public StorageConfig awaitTested(String id, Duration timeout) {
    return registry.awaitTested(id, timeout);
  }

  /** What the configurations add up to, and which is the default. */
  public Organisation organisation() {
    return registry.organisation();
  }

  /**
   * Makes a configuration the default.
   *
   * @throws StorageException NOT_FOUND; PRECONDITION_FAILED unless it is valid
   */
  public StorageConfig makeDefault(String id) {
    return registry.makeDefault(id);
  }

  /** Puts results at these configurations. The caller closes it. */
  public ResultPublisher publisher() {
    return new ResultPublisher(registry, parts.places());
  }

  /**
   * Takes up the tests of this organisation that no process works on: call it after a start.
   *
   * @return how many
   */
  public int recover() {
    return registry.recover();
  }

  /**
   * Makes a new version of the sealing key and seals all credentials of this organisation with it.
   * Other processes read what is sealed with either.
   *
   * @return how many were sealed anew
   */
  public int rotateKey() {
    return registry.rotateKey();
  }

  /**
   * Interrupts the tests, waits for them to clean up, and overwrites the keys that were read. On a
   * view it does nothing. Closing again does nothing.
   */
  @Override
  public void close() {
    if (!view) {
      parts.runner().close();
      parts.sealer().close();
    }
  }

  @Override
  public String toString() {
    return "StorageConfigs[" + organisation + "]";
  }

  static StorageException overdue(String id) {
    return StorageException.builder(
            ErrorCode.DEADLINE_EXCEEDED, "its test has not ended in the time given")
        .operation("await")
        .key(id)
        .build();
  }
}
