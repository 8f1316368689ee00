/**
 * The code of the functions, bundled by src/bundle/bundle.ts. SST packs these folders as they are.
 */
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { FunctionName } from '../src/ir/names.ts'
import type { Manifest } from '../src/plan/manifest.ts'

/**
 * A file that is deployed beside a bundle: its path from the root of the project, and its name
 * beside the bundle.
 */
export interface FileBeside {
  readonly from: string
  readonly to: string
}

/**
 * The root of this package, resolved from the project. SST builds sst.config.ts and its imports
 * into one file in another folder, so `import.meta.url` does not give the place of this file.
 */
const packageRoot = (projectRoot: string): string =>
  dirname(createRequire(join(projectRoot, 'package.json')).resolve('tripline/package.json'))

/** The folder of all bundles, from the root of the project. */
const bundlesFolder = ({ stage }: Manifest): string => join('.tripline', stage, 'functions')

/** The folder of the bundle of a function, from the root of the project. */
export const bundleFolder = (manifest: Manifest, name: FunctionName): string =>
  join(bundlesFolder(manifest), name)

/**
 * Bundles the functions of a stage. `root` is the folder of tripline.yaml. `files` will be deployed
 * beside the bundles. The rule set is one of them, and packages that none of its rules needs are
 * left out. Throws with the output of esbuild if a function does not compile, and if a function
 * lacks a package that a rule needs.
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
