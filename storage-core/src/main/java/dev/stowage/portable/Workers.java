package dev.stowage.portable;

import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Threads for work that runs beside the caller: virtual ones where the JDK has them, else daemon
 * threads that end when idle. It is not bounded here: whoever submits bounds what is in flight.
 */
public final class Workers {
  private static final ExecutorService EXECUTOR = create();

  private Workers() {}

  public static <T> Future<T> submit(Callable<T> work) {
    return EXECUTOR.submit(work);
  }

  private static ExecutorService create() {
    try {
      Method virtual = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
      return (ExecutorService) virtual.invoke(null);
    } catch (ReflectiveOperationException e) {
      return new ThreadPoolExecutor(
          0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons());
    }
  }

  private static ThreadFactory daemons() {
    AtomicLong count = new AtomicLong();
    return work -> {
      Thread thread = new Thread(work, "stowage-worker-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
