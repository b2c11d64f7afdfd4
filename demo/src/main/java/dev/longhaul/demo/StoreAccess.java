package dev.longhaul.demo;

import java.net.URI;

/// How to reach a server: path-style addresses under one endpoint, and the credentials it accepts.
public record StoreAccess(URI endpoint, String region, String accessKey, String secretKey) {

  /// The same server reached through something that listens at another address.
  public StoreAccess at(URI other) {
    return new StoreAccess(other, region, accessKey, secretKey);
  }

  @Override
  public String toString() {
    return "StoreAccess[" + endpoint + ", " + region + ", " + accessKey + "]";
  }
}
