package dev.stowage.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The TLS context, made on first use unless a trust store must be read. */
final class Tls {
  private volatile @Nullable SSLSocketFactory factory;

  Tls(TransportOptions options) {
    if (options.sslContext().isPresent()) {
      factory = options.sslContext().get().getSocketFactory();
    } else if (options.trustStore().isPresent()) {
      factory =
          trusting(options.trustStore().get(), options.trustStorePassword()).getSocketFactory();
    }
  }

  SSLSocket layer(Socket socket, String host, int port) throws IOException {
    SSLSocketFactory current = factory;
    if (current == null) {
      try {
        current = SSLContext.getDefault().getSocketFactory();
      } catch (GeneralSecurityException e) {
        throw new IOException("no default TLS context", e);
      }
      factory = current;
    }
    return (SSLSocket) current.createSocket(socket, host, port, true);
  }

  private static SSLContext trusting(Path file, char @Nullable [] password) {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(isPem(file) ? fromPem(file) : KeyStore.getInstance(file.toFile(), password));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("cannot read the trust store " + file, e);
    }
  }

  private static boolean isPem(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      int first = in.read();
      // A key store starts with a DER sequence or the JKS magic number.
      return first != 0x30 && first != 0xFE;
    }
  }

  private static KeyStore fromPem(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(file)) {
      int count = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + count++, certificate);
      }
    }
    return store;
  }
}
