/**
 * `node imported.ts <bundle>`: imports a bundle, with nothing of Lambda around it, and prints as JSON
 * what that alone did.
 */
import { registerHooks } from 'node:module'
import { basename, dirname } from 'node:path'
import { pathToFileURL } from 'node:url'

export interface Imported {
  /** Files of the bundle that were read. */
  readonly files: readonly string[]
  /** Connections that were opened, or tried. */
  readonly connections: number
  /** Clients of the SDK that were made: each first reads the version of Node. */
  readonly clients: number
  /** Modules of Node that make HTTP slow to load. */
  readonly undici: boolean
  readonly exports: readonly string[]
}

const [path = ''] = process.argv.slice(2)
const folder = dirname(path)
const files: string[] = []
registerHooks({
  load: (url, context, next) => {
    if (url.startsWith(pathToFileURL(folder).href)) files.push(basename(url))
    return next(url, context)
  },
})

let connections = 0
const { Socket } = process.getBuiltinModule('node:net')
const { connect } = Socket.prototype
Socket.prototype.connect = function (...args: unknown[]) {
  connections++
  return Reflect.apply(connect, this, args)
}

let clients = 0
const { version } = process
Object.defineProperty(process, 'version', {
  get: () => {
    if (new Error().stack?.includes(folder)) clients++
    return version
  },
})

const bundle = (await import(path)) as object
// What an import has started would show by now.
await new Promise((resolve) => setTimeout(resolve, 20))
const loaded = (process as unknown as { readonly moduleLoadList: readonly string[] }).moduleLoadList
const imported: Imported = {
  files,
  connections,
  clients,
  undici: loaded.some((name) => name.includes('undici')),
  exports: Object.keys(bundle),
}
process.stdout.write(JSON.stringify(imported))
