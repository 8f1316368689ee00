/** Memory of a service, hung on what it belongs to: the cloud, an account, a region of an account. */

/**
 * `make` runs once per owner. The owner needs to know nothing of it, so that a service keeps its own
 * shapes to itself.
 */
export function attached<Owner extends object, Memory>(
  make: (owner: Owner) => Memory,
): (owner: Owner) => Memory {
  const memories = new WeakMap<Owner, Memory>()
  return (owner) => {
    const known = memories.get(owner)
    if (known !== undefined) return known
    const made = make(owner)
    memories.set(owner, made)
    return made
  }
}
