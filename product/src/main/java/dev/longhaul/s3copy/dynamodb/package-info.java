/// The procedure's two tables in DynamoDB, with the attributes that the original's programs write
/// and our own beside them.
///
/// The SDK's client does the talking; its types do not leave the package.
@NullMarked
package dev.longhaul.s3copy.dynamodb;

import org.jspecify.annotations.NullMarked;
