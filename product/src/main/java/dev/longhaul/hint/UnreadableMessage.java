package dev.longhaul.hint;

import java.time.Instant;

/// A message of an intake that is not understood.
///
/// @param intake the name of the intake that received it
/// @param id the message's own id, else a digest of its text: the same message has the same id
/// @param why what is wrong with it, for people
/// @param text the message itself, whole
/// @param at when it was received
public record UnreadableMessage(String intake, String id, String why, String text, Instant at) {}
