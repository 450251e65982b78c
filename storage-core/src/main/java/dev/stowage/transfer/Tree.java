package dev.stowage.transfer;

import java.util.Iterator;

/** Objects by relative key, in the order of the keys' UTF-8 bytes, in bounded memory. */
interface Tree {
  Cursor open();

  /** One pass over a tree. Its methods throw StorageException. */
  interface Cursor extends Iterator<TreeEntry>, AutoCloseable {
    @Override
    void close();
  }
}
