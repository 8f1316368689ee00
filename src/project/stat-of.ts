/** Looks up a path in the file system, without throwing. */
import { type Stats, statSync } from 'node:fs'

/**
 * The status of a path. Undefined if nothing exists there, also if it is a link that leads nowhere
 * or in a circle.
 */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}
