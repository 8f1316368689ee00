/**
 * The literal runs of a wildcard pattern, in order, or undefined if a backslash escapes nothing.
 * `*` separates runs, so `a*b` is `['a', 'b']` and `*` alone is `['', '']`.
 */
export function wildcardRuns(pattern: string): readonly string[] | undefined {
  const runs = ['']
  for (let index = 0; index < pattern.length; index++) {
    let character = pattern[index] ?? ''
    if (character === '*') {
      runs.push('')
      continue
    }
    if (character === '\\') {
      index++
      character = pattern[index] ?? ''
      if (character !== '*' && character !== '\\') return undefined
    }
    runs[runs.length - 1] += character
  }
  return runs
}

/**
 * Whether text matches the runs of a wildcard. The first place where a run fits is always enough,
 * so there is no backtracking.
 */
export function fitsRuns(text: string, runs: readonly string[]): boolean {
  const first = runs[0] ?? ''
  const last = runs.at(-1) ?? ''
  if (runs.length === 1) return text === first
  if (text.length < first.length + last.length) return false
  if (!text.startsWith(first) || !text.endsWith(last)) return false
  const end = text.length - last.length
  let from = first.length
  for (const run of runs.slice(1, -1)) {
    const found = text.indexOf(run, from)
    if (found === -1 || found + run.length > end) return false
    from = found + run.length
  }
  return true
}
