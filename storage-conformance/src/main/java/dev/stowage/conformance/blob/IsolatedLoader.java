package dev.stowage.conformance.blob;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The library in a class loader of its own, which neither the system's nor the thread's loader can
 * see, as plug-ins and application servers load it.
 */
final class IsolatedLoader implements AutoCloseable {
  private final URLClassLoader loader;

  IsolatedLoader() throws IOException {
    String[] paths = System.getProperty("java.class.path").split(File.pathSeparator);
    URL[] urls = new URL[paths.length];
    for (int i = 0; i < paths.length; i++) {
      urls[i] = Path.of(paths[i]).toUri().toURL();
    }
    loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  /** Opens a URL, writes and reads in the other loader; says how it went. */
  @SuppressWarnings("unchecked")
  String roundTrip(String url, Map<String, String> environment)
      throws ReflectiveOperationException {
    Class<?> type = loader.loadClass(IsolatedRun.class.getName());
    if (type.getClassLoader() != loader) {
      throw new AssertionError("the isolated loader found the class elsewhere");
    }
    var run = (Function<Map<String, String>, String>) type.getConstructor().newInstance();
    Map<String, String> arguments = new HashMap<>(environment);
    arguments.put(IsolatedRun.URL, url);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      return run.apply(arguments);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
