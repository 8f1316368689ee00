/**
 * Attaches the memory of a service to its owner: the cloud, an account, or a region of an account.
 */

/**
 * Returns a function from an owner to its memory. `make` runs once for each owner. The owner does
 * not know the memory's type, so a service keeps its types to itself.
 */
export function attachMemory<Owner extends object, Memory>(
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
