/// What happens around every call to a store, whichever port it goes through: trying again, waiting
/// for a permit, counting, slowing down.
///
/// Each concern is one policy; `GuardedStore` puts a stack of them around all ports of a store. The
/// wiring alone says in which order.
@NullMarked
package dev.longhaul.store.calls;

import org.jspecify.annotations.NullMarked;
