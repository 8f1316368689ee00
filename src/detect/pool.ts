/** How much is worked on at a time: enough to be quick, and few enough that nobody throttles. */
const width = 16

/** The results in the order of what was to be done; whatever is slow holds up only itself. */
export async function pooled<One, Result>(
  all: readonly One[],
  work: (one: One) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const waiting = all.entries()
  const worker = async (): Promise<void> => {
    for (const [index, one] of waiting) results[index] = await work(one)
  }
  await Promise.all(Array.from({ length: Math.min(width, all.length) }, worker))
  return results
}
