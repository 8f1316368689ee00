/** Going through a generator whose return value is wanted, which `for` throws away. */

/** Each of what it yields as `to` makes it; the return value stays. */
export function* mapped<T, U, R>(from: Generator<T, R>, to: (each: T) => U): Generator<U, R> {
  for (let next = from.next(); ; next = from.next()) {
    if (next.done) return next.value
    yield to(next.value)
  }
}

/** Shows each of what it yields to `see`; gives the return value. */
export function returned<T, R>(from: Generator<T, R>, see: (each: T) => unknown): R {
  for (let next = from.next(); ; next = from.next()) {
    if (next.done) return next.value
    see(next.value)
  }
}
