/**
 * What makes a bundle start fast, as a plugin for esbuild: modules are loaded when they are used and
 * not because somebody names them.
 */
import { isBuiltin } from 'node:module'
import type { Plugin } from 'esbuild'

/**
 * Packages that few events need, and most of the text of a small bundle: regular expressions, and
 * template values. Each becomes a file of its own, read when something of it is first used.
 */
const seldom = /^(?:re2js|jsonpath-plus)$/

/** Where a seldom package stands, from the bundle. */
export const seldomFile = (name: string): string => `${name}.cjs`

/** `meet` is told of each seldom package that is imported. */
export const leanModules = (meet: (name: string) => void): Plugin => ({
  name: 'lean-modules',
  setup(build) {
    build.onResolve({ filter: /.*/ }, ({ path }) =>
      isBuiltin(path) ? { path: path.replace(/^node:/, ''), namespace: 'builtin' } : undefined,
    )
    // An ES import of `node:http` makes every export of it, and with WebSocket the whole of undici,
    // 24 ms in which nothing is sent; this way it is as if it were `require`d.
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('node:${path}')`,
    }))

    build.onResolve({ filter: seldom }, ({ path }) => {
      meet(path)
      return { path, namespace: 'seldom' }
    })
    build.onResolve({ filter: /.*/, namespace: 'seldom' }, ({ path }) => ({ path, external: true }))
    build.onLoad({ filter: /.*/, namespace: 'seldom' }, async ({ path }) => ({
      contents: deferred(path, Object.keys((await import(path)) as object)),
    }))

    // Lambda hands over credentials in the environment and nowhere else. The SDK would bring along
    // all the places that a laptop has them in, and the clients to fetch them with.
    build.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ resolveDir }) => ({
      path: 'credentials',
      namespace: 'credentials',
      pluginData: resolveDir,
    }))
    build.onLoad({ filter: /.*/, namespace: 'credentials' }, ({ pluginData }) => ({
      contents: `export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env'`,
      resolveDir: pluginData as string,
    }))
  },
})

const deferred = (name: string, exported: readonly string[]): string => {
  const getters = exported.map(
    (each) => `get ${each}() { return require('./${seldomFile(name)}').${each} }`,
  )
  return `module.exports = { ${getters.join(', ')} }`
}
