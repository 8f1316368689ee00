/**
 * Bundles of functions. `sst deploy` puts them into Lambda, the local account runs them, and tests
 * measure them. A fast start needs plugins (lean-modules.ts, lean-sdk.ts). SST's own bundler does
 * not guarantee plugins, so SST packs these folders as they are.
 */
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build, type Metafile } from 'esbuild'
import { leanModules, seldomFile } from './lean-modules.ts'
import { leanSdk } from './lean-sdk.ts'

/** A bundle on disk. */
export interface Bundle {
  /**
   * The value of LAMBDA_TASK_ROOT: the folder with `bundle.mjs` and the files that it loads later.
   */
  readonly folder: string
  /** The size of all files together. */
  readonly bytes: number
  /** Source files in the bundle, relative to the root of this package. */
  readonly inputs: readonly string[]
  /** The size of each file in bytes, by its path relative to the folder. */
  readonly files: Readonly<Record<string, number>>
}

/** The file and the export that Lambda calls, as `<file>.<export>`. */
export const bundledHandler = 'bundle.handler'

/** Part of the SDK is CommonJS and loads built-in modules with `require`. */
const banner = `const require=process.getBuiltinModule('node:module').createRequire(import.meta.url);`

/** The root of the package that contains the functions. */
const root = fileURLToPath(new URL('../../', import.meta.url))

/** The path of the source of a function, `functions/<name>.ts`. */
export const functionSource = (name: string): string => join(root, 'functions', `${name}.ts`)

/** Names are kept, because the SDK distinguishes its errors by the names of their classes. */
const options = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'es2024',
  mainFields: ['module', 'main'],
  minify: true,
  keepNames: true,
  metafile: true,
  logLevel: 'silent',
} as const satisfies BuildOptions

/**
 * Bundles a file into a folder of its own under `into`, which is emptied first. `entry` is relative
 * to the root of this package. Throws if the source does not compile.
 *
 * Each dynamic import (`await import(…)`) becomes a file of its own. There are no source maps: Node
 * would read them with the bundle, which takes as long as loading the SDK.
 */
export async function bundleFunction(entry: string, into: string): Promise<Bundle> {
  const folder = resolve(into, basename(entry, '.ts'))
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const seldom = new Set<string>()
  const { metafile, outputFiles } = await build({
    ...options,
    write: false,
    entryPoints: { bundle: entry },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    splitting: true,
    banner: { js: banner },
    plugins: [leanModules((name) => seldom.add(name)), leanSdk],
  })
  for (const { path, text } of outputFiles) writeFileSync(path, withoutIdleBanner(text))
  const packages = await Promise.all([...seldom].map((name) => bundlePackage(name, folder)))
  return describe(folder, [metafile, ...packages])
}

/**
 * Removes the banner from files that do not use it. esbuild writes it into every file, and only one
 * of them needs it.
 */
const withoutIdleBanner = (text: string): string => {
  const rest = text.startsWith(banner) ? text.slice(banner.length).trimStart() : text
  return /\brequire\b/.test(rest) ? text : rest
}

/** Bundles a package into one CommonJS file for `require`. */
async function bundlePackage(name: string, folder: string): Promise<Metafile> {
  const outfile = join(folder, seldomFile(name))
  const stdin = { contents: `export * from '${name}'`, resolveDir: import.meta.dirname }
  return (await build({ ...options, stdin, outfile, format: 'cjs' })).metafile
}

function describe(folder: string, metafiles: readonly Metafile[]): Bundle {
  const files = Object.fromEntries(
    readdirSync(folder).map((name) => [name, statSync(join(folder, name)).size]),
  )
  return {
    folder,
    bytes: Object.values(files).reduce((sum, bytes) => sum + bytes, 0),
    inputs: [...new Set(metafiles.flatMap(({ inputs }) => Object.keys(inputs)))],
    files,
  }
}
