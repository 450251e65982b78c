package dev.stowage.conformance;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGenerator;

/** Displays a case as {@code B066 conflict in progress is retried}. */
public final class CaseNames extends DisplayNameGenerator.Standard {
  @Override
  public String generateDisplayNameForMethod(
      List<Class<?>> enclosing, Class<?> testClass, Method method) {
    Case id = method.getAnnotation(Case.class);
    String words = method.getName().replaceAll("([a-z])([A-Z0-9])", "$1 $2").replace('_', ',');
    String sentence = words.replaceAll(",", ", ").toLowerCase(java.util.Locale.ROOT);
    return id == null ? sentence : id.value() + " " + sentence;
  }
}
