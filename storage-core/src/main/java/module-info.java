/** What users of Stowage compile against, and what providers build on. */
module dev.stowage.core {
  requires transitive com.fasterxml.jackson.databind;
  requires java.xml;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports dev.stowage;
  exports dev.stowage.blob;
  exports dev.stowage.config;
  exports dev.stowage.function;
  exports dev.stowage.http;
  exports dev.stowage.kv;
  exports dev.stowage.media;
  exports dev.stowage.secret;
  exports dev.stowage.spi;
  exports dev.stowage.transfer;
  exports dev.stowage.wire;

  uses dev.stowage.spi.BlobProvider;
  uses dev.stowage.spi.FunctionProvider;
  uses dev.stowage.spi.KvProvider;
  uses dev.stowage.spi.MediaProvider;
  uses dev.stowage.spi.SecretProvider;

  provides dev.stowage.spi.BlobProvider with
      dev.stowage.mem.MemBlobProvider;
  provides dev.stowage.spi.FunctionProvider with
      dev.stowage.mem.MemFunctionProvider;
  provides dev.stowage.spi.KvProvider with
      dev.stowage.mem.MemKvProvider;
  provides dev.stowage.spi.MediaProvider with
      dev.stowage.mem.MemMediaProvider;
  provides dev.stowage.spi.SecretProvider with
      dev.stowage.mem.MemSecretProvider;
}
