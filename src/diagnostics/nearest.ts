/**
 * The known word that is closest to the written one, or undefined if none is close enough. Letter
 * case and separators do not count, and at most a third of the letters may differ.
 */
export function nearest(written: string, known: Iterable<string>): string | undefined {
  const plain = simplified(written)
  const limit = Math.max(1, Math.floor(plain.length / 3))
  let best: string | undefined
  let bestDistance = limit + 1
  for (const word of known) {
    if (word === written) continue
    const candidate = simplified(word)
    if (Math.abs(candidate.length - plain.length) > limit) continue
    const distance = candidate === plain ? 0 : editDistance(plain, candidate, limit)
    if (distance < bestDistance) {
      best = word
      bestDistance = distance
    }
  }
  return best
}

// A key can be as long as its file, so only its first 80 characters are compared.
const simplified = (word: string): string => {
  const lower = word.slice(0, 80).toLowerCase()
  return /[-_ ]/.test(lower) ? lower.replaceAll(/[-_ ]/g, '') : lower
}

/**
 * The Damerau-Levenshtein distance (a swap of neighbours counts once): `prefxi` is 1 from `prefix`.
 * A distance above the limit can come back as any number above the limit.
 */
function editDistance(a: string, b: string, limit: number): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitution = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, substitution)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1)
      }
      row.push(cost)
    }
    // A swap reaches back over one row, so two in a row above the limit settle it.
    if (Math.min(...row) > limit && Math.min(...last) > limit) return limit + 1
    beforeLast = last
    last = row
  }
  return last[b.length] ?? 0
}
