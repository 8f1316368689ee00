/**
 * The code of the functions, bundled by src/bundle/bundle.ts. SST packs these folders as they are.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { FunctionName } from '../src/ir/names.ts'
import type { FileName } from '../src/plan/functions/function.ts'
import type { Manifest } from '../src/plan/manifest.ts'

/**
 * A file that is deployed beside a bundle: its path from the root of the project, and its name
 * beside the bundle.
 */
export interface FileBeside {
  readonly from: string
  readonly to: FileName
}

/** The program that bundles, from the root of this package. */
const bundleAll = join('src', 'bundle', 'bundle-all.ts')

/**
 * The program that bundles: that of the project, which may be a copy of this repository under any
 * name, or of the package `tripline` that it depends on. SST builds sst.config.ts and its imports
 * into one file in another folder, so `import.meta.url` does not give the place of this file.
 */
function bundlingProgram(projectRoot: string): string {
  const own = join(projectRoot, bundleAll)
  if (existsSync(own)) return own
  const { resolve } = createRequire(join(projectRoot, 'package.json'))
  return join(dirname(resolve('tripline/package.json')), bundleAll)
}

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
  const ruleset = files.find(({ to }) => to === 'ruleset.mjs')
  if (ruleset === undefined) throw new Error('the rule set is not among the files of the stage')
  const into = join(root, bundlesFolder(manifest))
  const args = [bundlingProgram(root), into, join(root, ruleset.from)]
  const { status, stderr, error } = spawnSync(process.execPath, [...args, ...manifest.functions], {
    encoding: 'utf8',
  })
  if (status !== 0)
    throw new Error(`the functions cannot be bundled\n\n${error?.message ?? stderr}`)
}
