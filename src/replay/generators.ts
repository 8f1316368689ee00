/** Iterates over a generator and keeps its return value, which `for` discards. */

/** Yields `to` of each value that `from` yields; returns what `from` returns. */
export function* mapYields<T, U, R>(from: Generator<T, R>, to: (each: T) => U): Generator<U, R> {
  for (let next = from.next(); ; next = from.next()) {
    if (next.done) return next.value
    yield to(next.value)
  }
}

/** Calls `see` with each value that `from` yields; returns what `from` returns. */
export function visitYields<T, R>(from: Generator<T, R>, see: (each: T) => unknown): R {
  for (let next = from.next(); ; next = from.next()) {
    if (next.done) return next.value
    see(next.value)
  }
}
