package dev.stowage.gcs;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.auth.Credentials;
import com.google.auth.ServiceAccountSigner;
import dev.stowage.gcs.GcsWire.Ask;
import dev.stowage.http.HttpTransport;
import java.io.IOException;
import java.net.URI;
import java.util.Base64;

/** Signs as a service account. */
interface GcsSigning {
  String account() throws IOException;

  /** RSA with SHA-256. */
  byte[] sign(byte[] bytes) throws IOException;

  /** By a key that we have: no request. */
  static GcsSigning byKey(ServiceAccountSigner key) {
    return new GcsSigning() {
      @Override
      public String account() {
        return key.getAccount();
      }

      @Override
      public byte[] sign(byte[] bytes) {
        return key.sign(bytes);
      }
    };
  }

  /** The address of an account, which may have to be asked for. */
  interface Account {
    String email() throws IOException;
  }

  /** By IAM, which the caller must be allowed to ask: one request for each signature. */
  static GcsSigning byIam(HttpTransport transport, URI iam, Credentials caller, Account account) {
    GcsEndpoint endpoint = new GcsEndpoint(iam);
    GcsWire wire = new GcsWire(transport, endpoint, new GcsTokenSource(caller, null, null), null);
    return new GcsSigning() {
      @Override
      public String account() throws IOException {
        return account.email();
      }

      @Override
      public byte[] sign(byte[] bytes) throws IOException {
        URI uri =
            URI.create(
                endpoint.root()
                    + "/v1/projects/-/serviceAccounts/"
                    + account.email()
                    + ":signBlob");
        String payload = Base64.getEncoder().encodeToString(bytes);
        JsonNode answer = wire.json(Ask.json("POST", uri, "{\"payload\":\"" + payload + "\"}"));
        return Base64.getDecoder().decode(answer.path("signedBlob").asText());
      }
    };
  }
}
