/** What users of Stowage compile against, and what providers build on. */
module dev.stowage.core {
  requires transitive com.fasterxml.jackson.databind;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports dev.stowage;
  exports dev.stowage.blob;
  exports dev.stowage.http;
  exports dev.stowage.kv;
  exports dev.stowage.spi;

  uses dev.stowage.spi.BlobProvider;
  uses dev.stowage.spi.KvProvider;

  provides dev.stowage.spi.BlobProvider with
      dev.stowage.mem.MemBlobProvider;
  provides dev.stowage.spi.KvProvider with
      dev.stowage.mem.MemKvProvider;
}
