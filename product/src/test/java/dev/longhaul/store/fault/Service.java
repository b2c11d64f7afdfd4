package dev.longhaul.store.fault;

/// Whatever answers requests.
public interface Service {
  Answer serve(Asked asked);
}
