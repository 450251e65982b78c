package dev.stowage.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/relative",
        "ftp://host/",
        "http:///path",
        "http://user:pass@host/",
        "http://host/#fragment",
        "http://host/\u00e4",
        "http://host:70000/",
        "mailto:a@b",
      })
  void unsuitableUris_areRefused(String uri) {
    HttpRequest.Builder request = HttpRequest.builder("GET", URI.create(uri));
    assertThrows(IllegalArgumentException.class, request::build);
  }

  @ParameterizedTest
  @CsvSource({
    "http://host/a,host,80,host",
    "https://host,host,443,host",
    "https://host:443/,host,443,host",
    "http://host:8080/,host,8080,host:8080",
    "http://my_bucket.s3.example.com/,my_bucket.s3.example.com,80,my_bucket.s3.example.com",
    "http://[::1]:8080/,::1,8080,[::1]:8080",
    "HTTP://[::1]/,::1,80,[::1]",
  })
  void targets(String uri, String host, int port, String authority) {
    Target target = Target.of(URI.create(uri));
    assertEquals(host, target.host());
    assertEquals(port, target.port());
    assertEquals(authority, target.authority());
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONNECT", "TRACE", "", "GET /", "G\u00cbT"})
  void unsuitableMethods_areRefused(String method) {
    HttpRequest.Builder request = HttpRequest.builder(method, URI.create("http://localhost/"));
    assertThrows(IllegalArgumentException.class, request::build);
  }
}
