/**
 * What makes a bundle start fast, as a plugin for esbuild: modules are loaded when they are used and
 * not because somebody names them.
 */
import { isBuiltin } from 'node:module'
import type { Plugin } from 'esbuild'
import { seldomPackages } from '../ruleset/needs.ts'

/** Each becomes a file of its own, read when something of it is first used. */
const seldom = RegExp(`^(?:${seldomPackages.join('|')})$`)

/** Where a seldom package stands, from the bundle. */
export const seldomFile = (name: string): string => `${name}.cjs`

/** `meet` is told of each seldom package that is imported. */
export const leanModules = (meet: (name: string) => void): Plugin => ({
  name: 'lean-modules',
  setup(build) {
    // Each importer has its own: a module that many share would be a file. What is `require`d stays
    // as it is.
    build.onResolve({ filter: /.*/ }, ({ path, importer, kind }) =>
      isBuiltin(path) && kind !== 'require-call'
        ? { path: path.replace(/^node:/, ''), namespace: 'builtin', suffix: `?${importer}` }
        : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: builtin(path),
    }))

    build.onResolve({ filter: seldom }, ({ path }) => {
      meet(path)
      return { path, namespace: 'seldom' }
    })
    build.onResolve({ filter: /.*/, namespace: 'seldom' }, ({ path }) => ({ path, external: true }))
    build.onLoad({ filter: /.*/, namespace: 'seldom' }, async ({ path }) => ({
      contents: deferred(path, Object.keys((await import(path)) as object)),
    }))
  },
})

/**
 * A module of Node as `require` would give it, and of its exports those that are used. An ES import
 * of `node:http` makes every one of them, and with WebSocket the whole of undici: 24 ms in which
 * nothing is sent.
 */
function builtin(path: string): string {
  const names = Object.keys(process.getBuiltinModule(`node:${path}`) ?? {}).filter(
    (name) => name !== 'default' && !(path === 'http' && undici.test(name)),
  )
  return [
    `const all = /* @__PURE__ */ process.getBuiltinModule('node:${path}')`,
    'const the = (name) => all[name]',
    'export default all',
    ...names.map((name) => `export const ${name} = /* @__PURE__ */ the('${name}')`),
  ].join('\n')
}

/** They are globals anyway. */
const undici = /^(?:WebSocket|CloseEvent|MessageEvent|EventSource)$/

function deferred(name: string, exported: readonly string[]): string {
  const getters = exported.map((each) => `get ${each}() { return load().${each} }`)
  const missing = `${name} is not in the package of this function, and a rule needs it: deploy again`
  return `
    const load = () => {
      try {
        return require('./${seldomFile(name)}')
      } catch (cause) {
        throw cause.code === 'MODULE_NOT_FOUND' ? new Error('${missing}', { cause }) : cause
      }
    }
    module.exports = { ${getters.join(', ')} }`
}
