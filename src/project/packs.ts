/** Packs: folders of rules that somebody else maintains. Today these are the rules that ship. */
import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The packs that ship: folders of `rules` in this package. Other folders there are the user's own,
 * for example `rules/team`.
 */
export const shippedPacks: readonly string[] = [
  'anomaly',
  'compliance',
  'data',
  'identity',
  'logging',
  'network',
]

const packFolders = shippedPacks.map((name) =>
  fileURLToPath(new URL(`../../rules/${name}/`, import.meta.url)),
)

/**
 * Whether a file belongs to a pack. The place of the file decides, and not the name of its folder:
 * a project that depends on this package may have its own `rules/network`. A missing file belongs
 * to no pack.
 *
 * @param file absolute, or relative to `cwd`
 */
export function isInPack(file: string, cwd: string): boolean {
  const path = realPath(resolve(cwd, file))
  return path !== undefined && packFolders.some((folder) => path.startsWith(folder))
}

function realPath(file: string): string | undefined {
  try {
    return realpathSync(file)
  } catch {
    return undefined
  }
}
