/**
 * Caches the result of `make` for each check, by identity. A result is freed together with its
 * check.
 */
export function oncePer<Check extends object, Made>(make: (check: Check) => Made) {
  const made = new WeakMap<Check, Made>()
  return (check: Check): Made => {
    const known = made.get(check)
    if (known !== undefined) return known
    const fresh = make(check)
    made.set(check, fresh)
    return fresh
  }
}
