package dev.stowage.http;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Idle connections by route, the most recently used one first. Closes outside its lock. */
final class ConnectionPool {
  private final Map<Route, Deque<Connection>> idle = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final int idlePerRoute;
  private final long idleLimit;
  private boolean closed;

  ConnectionPool(TransportOptions options) {
    this.idlePerRoute = options.idleConnectionsPerHost();
    this.idleLimit = options.idleTimeout().toNanos();
  }

  /** A connection that was usable when last looked at, or null. */
  @Nullable Connection take(Route route) {
    while (true) {
      Connection connection = poll(route);
      if (connection == null) {
        return null;
      }
      long idleFor = System.nanoTime() - connection.idleSince();
      if (idleFor < idleLimit && connection.isUsable(idleFor)) {
        return connection;
      }
      connection.close();
    }
  }

  private @Nullable Connection poll(Route route) {
    lock.lock();
    try {
      Deque<Connection> connections = idle.get(route);
      return connections == null ? null : connections.pollFirst();
    } finally {
      lock.unlock();
    }
  }

  void give(Connection connection) {
    connection.idleFrom(System.nanoTime());
    Connection surplus = connection;
    lock.lock();
    try {
      if (!closed && idlePerRoute > 0) {
        Deque<Connection> connections =
            idle.computeIfAbsent(connection.route(), route -> new ArrayDeque<>());
        connections.addFirst(connection);
        surplus = connections.size() > idlePerRoute ? connections.removeLast() : null;
      }
    } finally {
      lock.unlock();
    }
    if (surplus != null) {
      surplus.close();
    }
  }

  /** Closes what has idled too long. */
  void evict(long now) {
    List<Connection> expired = new ArrayList<>();
    lock.lock();
    try {
      for (Deque<Connection> connections : idle.values()) {
        while (!connections.isEmpty() && now - connections.getLast().idleSince() >= idleLimit) {
          expired.add(connections.removeLast());
        }
      }
      idle.values().removeIf(Deque::isEmpty);
    } finally {
      lock.unlock();
    }
    expired.forEach(Connection::close);
  }

  boolean isEmpty() {
    lock.lock();
    try {
      return idle.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    List<Connection> all = new ArrayList<>();
    lock.lock();
    try {
      closed = true;
      idle.values().forEach(all::addAll);
      idle.clear();
    } finally {
      lock.unlock();
    }
    all.forEach(Connection::close);
  }
}
