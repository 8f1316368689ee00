/** The code of the functions, bundled as src/bundle/bundle.ts does it, for SST to pack as it is. */
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { FunctionName } from '../src/ir/names.ts'
import type { Manifest } from '../src/plan/manifest.ts'

/** A file that stands beside a bundle: from the root of the project, and its name there. */
export interface FileBeside {
  readonly from: string
  readonly to: string
}

/**
 * The root of this package as a project finds it. SST builds sst.config.ts and what it imports into one
 * file in a folder of its own, so `import.meta.url` does not tell where this file was.
 */
const packageRoot = (projectRoot: string): string =>
  dirname(createRequire(join(projectRoot, 'package.json')).resolve('tripline/package.json'))

/** From the root of the project. */
const bundlesFolder = ({ stage }: Manifest): string => join('.tripline', stage, 'functions')

export const bundleFolder = (manifest: Manifest, name: FunctionName): string =>
  join(bundlesFolder(manifest), name)

/**
 * `root` is the folder of tripline.yaml. `files` will stand beside the bundles, the rule set among
 * them: what none of its rules needs is left out. Throws with what esbuild said where a function
 * does not compile, and where a function lacks what a rule needs.
 */
export function makeBundles(root: string, manifest: Manifest, files: readonly FileBeside[]): void {
  if (manifest.functions.length === 0) return
  const ruleset = files.find(({ to }) => to === 'ruleset.mjs')?.from ?? ''
  const program = join(packageRoot(root), 'src', 'bundle', 'bundle-all.ts')
  const args = [program, join(root, bundlesFolder(manifest)), join(root, ruleset)]
  const { status, stderr, error } = spawnSync(process.execPath, [...args, ...manifest.functions], {
    encoding: 'utf8',
  })
  if (status !== 0)
    throw new Error(`the functions cannot be bundled\n\n${error?.message ?? stderr}`)
}
