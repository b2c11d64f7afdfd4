package dev.longhaul.hint;

import java.time.Instant;

/// A message that was received too often without being taken.
///
/// @param id the queue's name for the message
/// @param sent when it was sent first
/// @param receives how often it was received since then
/// @param text the message itself
/// @param says what it says, if it can be read
public record DeadLetter(String id, Instant sent, int receives, String text, Parsed says) {}
