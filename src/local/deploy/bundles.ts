/** The bundles of functions, made once in a process: however many accounts are deployed in it, they are the same. */
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { FunctionName } from '../../plan/manifest.ts'
import { makeFolder } from '../delivery/work-folder.ts'
import { type Bundle, bundleFunction } from '../lambda/bundle.ts'

const source = (name: FunctionName): string =>
  fileURLToPath(new URL(`../../../functions/${name}.ts`, import.meta.url))

const made = new Map<FunctionName, Promise<Bundle>>()
let folder: string | undefined

/** Fails where the function's source does not compile. */
export function bundleOf(name: FunctionName): Promise<Bundle> {
  const known = made.get(name)
  if (known !== undefined) return known
  const fresh = bundleFunction(source(name), ownFolder())
  made.set(name, fresh)
  return fresh
}

function ownFolder(): string {
  if (folder !== undefined) return folder
  const own = makeFolder()
  process.once('exit', () => rmSync(own, { recursive: true, force: true }))
  folder = own
  return own
}
