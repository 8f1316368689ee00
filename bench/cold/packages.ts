/** The functions that are measured, each in a folder as Lambda unpacks it. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { build } from 'esbuild'
import { bundleFunction } from '../../src/bundle/bundle.ts'
import { fitToRules } from '../../src/bundle/fit-to-rules.ts'

/** Written by SST in front of each bundle that it makes itself. */
const banner = [
  `import { createRequire as topLevelCreateRequire } from 'module';`,
  'const require = topLevelCreateRequire(import.meta.url);',
  `import { fileURLToPath as topLevelFileUrlToPath, URL as topLevelURL } from "url"`,
  'const __filename = topLevelFileUrlToPath(import.meta.url)',
  'const __dirname = topLevelFileUrlToPath(new topLevelURL(".", import.meta.url))',
].join('\n')

/** As SST 4.17.1 bundles where nothing else is said; gives the folder. */
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

/** As we bundle, with a rule set beside it and what its rules need; gives the folder. */
export async function bundledByUs(entry: string, into: string, ruleset: string): Promise<string> {
  const { folder } = await bundleFunction(entry, into)
  await fitToRules(folder, ruleset)
  writeFileSync(join(folder, 'ruleset.mjs'), ruleset)
  return folder
}

export const filesIn = (folder: string): Uint8Array[] =>
  readdirSync(folder).map((name) => readFileSync(join(folder, name)))

/** As it stands in the archive that is sent to Lambda. */
export const packedLength = (file: Uint8Array): number => deflateRawSync(file, { level: 9 }).length

/** A copy of a package with timed.ts in front of its bundle. */
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
