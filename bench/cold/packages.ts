/** Builds the measured functions, each in a folder as Lambda unpacks it. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { build } from 'esbuild'
import { bundleFunction } from '../../src/bundle/bundle.ts'
import { fitToRules } from '../../src/bundle/fit-to-rules.ts'

/** SST writes this at the start of each bundle that it makes itself. */
const banner = [
  `import { createRequire as topLevelCreateRequire } from 'module';`,
  'const require = topLevelCreateRequire(import.meta.url);',
  `import { fileURLToPath as topLevelFileUrlToPath, URL as topLevelURL } from "url"`,
  'const __filename = topLevelFileUrlToPath(import.meta.url)',
  'const __dirname = topLevelFileUrlToPath(new topLevelURL(".", import.meta.url))',
].join('\n')

/** Bundles as SST 4.17.1 does by default; returns the folder. */
export async function bundledBySst(entry: string, into: string): Promise<string> {
  const folder = join(into, basename(entry, '.ts'))
  await build({
    entryPoints: [entry],
    outfile: join(folder, 'bundle.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'esnext',
    mainFields: ['module', 'main'],
    minify: true,
    keepNames: true,
    banner: { js: banner },
    logLevel: 'silent',
  })
  return folder
}

/**
 * Bundles as Tripline does, with a rule set and the packages that its rules need; returns the
 * folder.
 */
export async function bundledByUs(entry: string, into: string, ruleset: string): Promise<string> {
  const { folder } = await bundleFunction(entry, into)
  await fitToRules(folder, ruleset)
  writeFileSync(join(folder, 'ruleset.mjs'), ruleset)
  return folder
}

export const filesIn = (folder: string): Uint8Array[] =>
  readdirSync(folder).map((name) => readFileSync(join(folder, name)))

/** The length of a file in the archive for Lambda, in bytes. */
export const packedLength = (file: Uint8Array): number => deflateRawSync(file, { level: 9 }).length

/** A copy of a package, with timed.ts before its bundle. */
export async function timedCopy(folder: string, into: string): Promise<string> {
  const copy = join(into, `timed-${basename(folder)}`)
  mkdirSync(copy, { recursive: true })
  cpSync(folder, copy, { recursive: true })
  await build({
    entryPoints: [join(import.meta.dirname, 'timed.ts')],
    outfile: join(copy, 'timed.mjs'),
    format: 'esm',
    platform: 'node',
    target: 'esnext',
    logLevel: 'silent',
  })
  return copy
}
