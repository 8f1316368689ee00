/** The rules that ship are those of these folders. A team's own are in folders beside them, and no test of ours counts those. */
import { cpSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { shippedPacks } from '../../src/project/packs.ts'

const root = join(import.meta.dirname, '../..')

/** From the root of the repository. */
export const shippedFolders: readonly string[] = shippedPacks.map((name) => `rules/${name}`)

interface RuleFile {
  /** From the root of the repository. */
  readonly path: string
  readonly text: string
}

/** In the order of their paths. */
export const shippedRules: readonly RuleFile[] = globSync(
  shippedFolders.map((folder) => `${folder}/**/*.yaml`),
  { cwd: root },
)
  .sort()
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

/** Copies them into the `rules` of another project. */
export function copyShippedRules(project: string): void {
  for (const folder of shippedFolders)
    cpSync(join(root, folder), join(project, folder), { recursive: true })
}
