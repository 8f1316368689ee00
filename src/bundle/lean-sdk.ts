/**
 * The AWS SDK without what it has for places other than Lambda, as a plugin for esbuild: a fifth of
 * its code is never run there.
 *
 * Each replacement stands in for one file. Where the SDK is written anew and a file is not found any
 * more, or is asked for something else, the bundle is bigger or is not made: never wrong in silence.
 */
import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'
import { leanErrors } from './lean-errors.ts'

const replacements: readonly (readonly [file: RegExp, contents: string])[] = [
  // Lambda hands over credentials in the environment and nowhere else. The SDK would bring along all
  // the places that a laptop has them in, and the clients to fetch them with.
  [
    /@aws-sdk\/credential-provider-node\/dist-es\/index\.js$/,
    `export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env'`,
  ],
  // Nor is there a `~/.aws/config` to look for, with every client; and a developer's must not change
  // what a function does on his machine.
  [
    /\/shared-ini-file-loader\/loadSharedConfigFiles\.js$/,
    `export { CONFIG_PREFIX_SEPARATOR } from './constants'
    export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} })`,
  ],
  // Nor the metadata of an instance, to ask for a region that stands in the environment.
  [
    /\/regionConfig\/getInstanceMetadataRegion\.js$/,
    'export const getInstanceMetadataRegion = async () => undefined',
  ],
  // Node has SHA-256; the SDK can do without.
  [/\/checksum\/sha256\/Sha256Js\.js$/, `export { Sha256Node as Sha256Js } from './Sha256Node'`],
  // Endpoints that DynamoDB is asked for: the SDK keeps a place for them, and no command asks.
  [
    /@aws-sdk\/endpoint-cache\/dist-es\/index\.js$/,
    `const none = () => { throw new Error('the bundle was made without a cache of endpoints') }
    export class EndpointCache { getEndpoint = none; get = none; set = none; delete = none; has = none; clear = none }`,
  ],
]

/** Loaded by the SDK when a call first has a stream of events. Whoever imports them himself has them. */
const eventStreams = `throw new Error('the bundle was made without streams of events')`

export const leanSdk: Plugin = {
  name: 'lean-sdk',
  setup(build) {
    for (const [file, contents] of replacements)
      build.onLoad({ filter: anySlash(file) }, () => ({ contents }))

    build.onResolve({ filter: /^@smithy\/core\/event-streams$/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, namespace: 'without' } : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'without' }, () => ({ contents: eventStreams }))

    // What reads a browser's user agent, which a function has none of; nothing of it is ever run.
    build.onResolve({ filter: /^bowser$/ }, ({ path }) => ({ path, external: true }))

    // Its clients tell AWS which version they are, and have their whole package.json for it.
    const description = anySlash(/@aws-sdk\/client-[\w-]+\/package\.json$/)
    build.onLoad({ filter: description }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8')) as { readonly version: string }
      return { contents: JSON.stringify({ version }), loader: 'json' }
    })

    const errors = anySlash(/@aws-sdk\/client-[\w-]+\/dist-es\/models\/errors\.js$/)
    build.onLoad({ filter: errors }, async ({ path }) => ({
      contents: leanErrors(await readFile(path, 'utf8')),
    }))
  },
}

/** Of a path on any system. */
const anySlash = (file: RegExp): RegExp => RegExp(file.source.replaceAll('\\/', '[\\\\/]'))
