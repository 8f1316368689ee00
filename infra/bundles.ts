/** The code of the functions, bundled as src/local/lambda/bundle.ts does it, for SST to pack as it is. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { FunctionName, Manifest } from '../src/plan/manifest.ts'

/** From the root of the project. */
const bundlesFolder = ({ stage }: Manifest): string => join('.tripline', stage, 'functions')

export const bundleFolder = (manifest: Manifest, name: FunctionName): string =>
  join(bundlesFolder(manifest), name)

/** `root` is the folder of tripline.yaml. Throws with what esbuild said where a function does not compile. */
export function makeBundles(root: string, manifest: Manifest): void {
  if (manifest.functions.length === 0) return
  const program = join('src', 'local', 'lambda', 'bundle-all.ts')
  const args = [program, bundlesFolder(manifest), ...manifest.functions]
  const { status, stderr, error } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0)
    throw new Error(`the functions cannot be bundled\n\n${error?.message ?? stderr}`)
}
