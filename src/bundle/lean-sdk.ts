/**
 * A plugin for esbuild that removes the parts of the AWS SDK for environments other than Lambda.
 * These are a fifth of its code and never run there.
 *
 * Each replacement stands for one file. If the SDK changes, and a file is not found or another
 * export of it is imported, the bundle is larger or the build fails. It is never silently wrong.
 */
import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'
import { leanErrors } from './lean-errors.ts'

const replacements: readonly (readonly [file: RegExp, contents: string])[] = [
  // Lambda passes credentials in the environment only. The SDK would include all sources of
  // credentials on a laptop, and the clients for them.
  [
    /@aws-sdk\/credential-provider-node\/dist-es\/index\.js$/,
    `export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env'`,
  ],
  // Lambda has no `~/.aws/config`, which every client would look for. On a developer's machine,
  // that file must not change the behaviour of a function.
  [
    /\/shared-ini-file-loader\/loadSharedConfigFiles\.js$/,
    `export { CONFIG_PREFIX_SEPARATOR } from './constants'
    export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} })`,
  ],
  // The region is in the environment, so the metadata of an instance is not needed.
  [
    /\/regionConfig\/getInstanceMetadataRegion\.js$/,
    'export const getInstanceMetadataRegion = async () => undefined',
  ],
  // Node has SHA-256, so the SDK's own implementation is not needed.
  [/\/checksum\/sha256\/Sha256Js\.js$/, `export { Sha256Node as Sha256Js } from './Sha256Node'`],
  // The SDK can cache endpoints that DynamoDB returns, and no command here requests them.
  [
    /@aws-sdk\/endpoint-cache\/dist-es\/index\.js$/,
    `const none = () => { throw new Error('the bundle was made without a cache of endpoints') }
    export class EndpointCache { getEndpoint = none; get = none; set = none; delete = none; has = none; clear = none }`,
  ],
]

/**
 * The SDK loads event streams when a call first needs one. A bundle that imports them itself has
 * them.
 */
const eventStreams = `throw new Error('the bundle was made without streams of events')`

/** The plugin. */
export const leanSdk: Plugin = {
  name: 'lean-sdk',
  setup(build) {
    for (const [file, contents] of replacements)
      build.onLoad({ filter: anySlash(file) }, () => ({ contents }))

    build.onResolve({ filter: /^@smithy\/core\/event-streams$/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, namespace: 'without' } : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'without' }, () => ({ contents: eventStreams }))

    // The parser of a browser's user agent. A function has none, so the code never runs.
    build.onResolve({ filter: /^bowser$/ }, ({ path }) => ({ path, external: true }))

    // Clients send their version to AWS, and include their whole package.json for it.
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

/** A pattern of paths for the separators of any system. */
const anySlash = (file: RegExp): RegExp => RegExp(file.source.replaceAll('\\/', '[\\\\/]'))
