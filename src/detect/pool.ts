/** How many calls run at the same time: enough to be quick, and few enough that AWS does not throttle. */
const width = 16

/** Maps all with an asynchronous function, several at a time. The results are in the order of `all`; rejects with the first error. */
export async function mapInPool<One, Result>(
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
