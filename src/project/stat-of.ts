import { type Stats, statSync } from 'node:fs'

/** What stands at a path; undefined where nothing does, also behind a link that leads nowhere or in a circle. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}
