import { nearest } from './nearest.ts'

/** Keys of other tools' rules, and the key of this language for each. */
const foreignKeys: ReadonlyMap<string, string> = new Map([
  ['name', 'title'],
  ['description', 'why'],
  ['level', 'severity'],
  ['priority', 'severity'],
  ['enabled', 'status'],
  ['detection', 'match'],
  ['condition', 'match'],
  ['pattern', 'match'],
  ['filter', 'unless'],
  ['except', 'unless'],
  ['tags', 'attack'],
  ['mitre', 'attack'],
])

/** The key that the author most likely meant, or undefined if none is similar. */
export function guessKey(key: string, known: readonly string[]): string | undefined {
  const foreign = foreignKeys.get(key.toLowerCase())
  return foreign !== undefined && known.includes(foreign) ? foreign : nearest(key, known)
}
