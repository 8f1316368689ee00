/** The bundles of functions, made once in a process: however many accounts are deployed in it, they are the same. */
import { rmSync } from 'node:fs'
import { makeFolder } from '../../../packages/local-aws/delivery/work-folder.ts'
import { type Bundle, bundleFunction, functionSource } from '../../bundle/bundle.ts'
import type { FunctionName } from '../../ir/names.ts'

const made = new Map<FunctionName, Promise<Bundle>>()
let folder: string | undefined

/** Fails where the function's source does not compile. */
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
