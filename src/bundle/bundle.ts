/**
 * Functions bundled: what `sst deploy` puts into Lambda, what the local account runs and what tests
 * measure. A fast start takes plugins (lean-modules.ts, lean-sdk.ts), and SST's own bundler has none that it
 * stands by; so SST is given these folders as they are.
 */
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build, type Metafile } from 'esbuild'
import { leanModules, seldomFile } from './lean-modules.ts'
import { leanSdk } from './lean-sdk.ts'

export interface Bundle {
  /** What LAMBDA_TASK_ROOT is set to: the folder that holds `bundle.mjs` and the files it loads later. */
  readonly folder: string
  /** Of all files together. */
  readonly bytes: number
  /** Source files that went in, relative to the root of this package. */
  readonly inputs: readonly string[]
  /** Bytes of each file, relative to the folder. */
  readonly files: Readonly<Record<string, number>>
}

/** The file and the export that Lambda calls. */
export const bundledHandler = 'bundle.handler'

/** Some of the SDK is CommonJS and asks for built-in modules by `require`. */
const banner = `const require=process.getBuiltinModule('node:module').createRequire(import.meta.url);`

/** The package that the functions are part of, wherever it is installed. */
const root = fileURLToPath(new URL('../../', import.meta.url))

/** The source of a function, `functions/<name>.ts`. */
export const functionSource = (name: string): string => join(root, 'functions', `${name}.ts`)

/** The SDK tells its errors apart by the names of their classes, so names are kept. */
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
 * Bundles a file into a folder of its own under `into`, which is emptied first; throws where the
 * source does not compile. `entry` is relative to the root of this package.
 *
 * What is imported when it is needed (`await import(…)`) becomes a file of its own. There are no
 * source maps: Node would read them with the bundle, which takes as long as loading the SDK.
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
  return described(folder, [metafile, ...packages])
}

/** esbuild writes it into every file, and one of them asks for something. */
const withoutIdleBanner = (text: string): string => {
  const rest = text.startsWith(banner) ? text.slice(banner.length).trimStart() : text
  return /\brequire\b/.test(rest) ? text : rest
}

/** A package as one file that `require` takes. */
async function bundlePackage(name: string, folder: string): Promise<Metafile> {
  const outfile = join(folder, seldomFile(name))
  const stdin = { contents: `export * from '${name}'`, resolveDir: import.meta.dirname }
  return (await build({ ...options, stdin, outfile, format: 'cjs' })).metafile
}

function described(folder: string, metafiles: readonly Metafile[]): Bundle {
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
