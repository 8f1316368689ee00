/**
 * The bundles of functions. A process makes each of them once, because all accounts that it deploys
 * have the same bundles.
 */
import { rmSync } from 'node:fs'
import { makeFolder } from '../../../packages/local-aws/delivery/work-folder.ts'
import { type Bundle, bundleFunction, functionSource } from '../../bundle/bundle.ts'
import type { FunctionName } from '../../ir/names.ts'

const made = new Map<FunctionName, Promise<Bundle>>()
let folder: string | undefined

/** The bundle of a function. Rejects if the source of the function does not compile. */
export function bundleOf(name: FunctionName): Promise<Bundle> {
  const known = made.get(name)
  if (known !== undefined) return known
  const fresh = bundleFunction(functionSource(name), ownFolder())
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
