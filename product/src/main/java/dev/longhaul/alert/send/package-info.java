/// Ways to tell somebody: a POST to a webhook, a topic of Amazon SNS, a program of this machine.
@NullMarked
package dev.longhaul.alert.send;

import org.jspecify.annotations.NullMarked;
