/** A function that works once for each check: compiled forms live as long as the check they belong to. */
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
