/// The process that holds DynamoDB Local.
@NullMarked
package dev.longhaul.demo.tables;

import org.jspecify.annotations.NullMarked;
