package dev.stowage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the public signatures of the exported packages against {@code api/storage-core.api}, so
 * that no change of them slips in unseen. {@code -Dapi.update=true} writes the file anew.
 */
class ApiDumpTest {
  private static final Path CLASSES = Path.of("target", "classes");
  private static final Path DUMP = Path.of("api", "storage-core.api");

  @Test
  void signatures_equalTheCommittedOnes() throws Exception {
    String now = dump();
    if (Boolean.getBoolean("api.update")) {
      Files.createDirectories(DUMP.toAbsolutePath().getParent());
      Files.writeString(DUMP, now);
    }
    assertEquals(
        Files.readString(DUMP),
        now,
        "the public API changed; if that is meant, run: mvn -pl storage-core test"
            + " -Dtest=ApiDumpTest -Dapi.update=true");
  }

  private static String dump() throws IOException, ClassNotFoundException {
    StringBuilder text = new StringBuilder();
    for (String exported : exportedPackages()) {
      for (String name : classesIn(exported)) {
        describe(Class.forName(name, false, ApiDumpTest.class.getClassLoader()), text);
      }
    }
    return text.toString();
  }

  private static TreeSet<String> exportedPackages() {
    ModuleDescriptor module =
        ModuleFinder.of(CLASSES).find("dev.stowage.core").orElseThrow().descriptor();
    return module.exports().stream()
        .filter(e -> !e.isQualified())
        .map(ModuleDescriptor.Exports::source)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static TreeSet<String> classesIn(String packageName) throws IOException {
    try (Stream<Path> files = Files.list(CLASSES.resolve(packageName.replace('.', '/')))) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(".class") && !f.equals("package-info.class"))
          .map(f -> packageName + "." + f.substring(0, f.length() - ".class".length()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static void describe(Class<?> type, StringBuilder text) {
    for (Class<?> at = type; at != null; at = at.getDeclaringClass()) {
      if (!isVisible(at.getModifiers())) {
        return;
      }
    }
    // Newer JDKs write "sealed" themselves, older ones do not.
    text.append(type.isSealed() ? "sealed " : "")
        .append(type.toGenericString().replace("non-sealed ", "").replace("sealed ", ""));
    if (type.getGenericSuperclass() != null && type.getSuperclass() != Object.class) {
      text.append(" extends ").append(type.getGenericSuperclass().getTypeName());
    }
    text.append('\n');
    List<String> members = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      add(members, field, field.toGenericString());
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      add(members, constructor, constructor.toGenericString());
    }
    for (Method method : type.getDeclaredMethods()) {
      add(members, method, method.toGenericString());
    }
    members.stream().sorted().forEach(line -> text.append("  ").append(line).append('\n'));
  }

  private static void add(List<String> members, Member member, String signature) {
    boolean generated =
        member.isSynthetic() || member instanceof Method method && method.isBridge();
    if (isVisible(member.getModifiers()) && !generated) {
      members.add(signature);
    }
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }
}
