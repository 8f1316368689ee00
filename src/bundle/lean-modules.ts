/**
 * A plugin for esbuild that makes bundles start fast: modules are loaded when they are used, not
 * when they are imported.
 */
import { isBuiltin } from 'node:module'
import type { Plugin } from 'esbuild'
import { seldomPackages } from '../ruleset/needs.ts'

/**
 * Packages that become files of their own. Such a file is loaded when the package is first used.
 */
const seldom = RegExp(`^(?:${seldomPackages.join('|')})$`)

/** The path of the file of a seldom package, relative to the bundle. */
export const seldomFile = (name: string): string => `${name}.cjs`

/** The plugin. It calls `meet` for each seldom package that is imported. */
export const leanModules = (meet: (name: string) => void): Plugin => ({
  name: 'lean-modules',
  setup(build) {
    // Each importer has its own copy, because a shared module would be a file of its own. `require`
    // calls stay as they are.
    build.onResolve({ filter: /.*/ }, ({ path, importer, kind }) =>
      isBuiltin(path) && kind !== 'require-call'
        ? { path: path.replace(/^node:/, ''), namespace: 'builtin', suffix: `?${importer}` }
        : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: builtinSource(path),
    }))

    build.onResolve({ filter: seldom }, ({ path }) => {
      meet(path)
      return { path, namespace: 'seldom' }
    })
    build.onResolve({ filter: /.*/, namespace: 'seldom' }, ({ path }) => ({ path, external: true }))
    build.onLoad({ filter: /.*/, namespace: 'seldom' }, async ({ path }) => ({
      contents: deferredSource(path, Object.keys((await import(path)) as object)),
    }))
  },
})

/**
 * The source of a module that loads a built-in module of Node as `require` would, and reads only
 * the exports that are used. An ES import of `node:http` reads all exports, and with WebSocket all
 * of undici: 24 ms in which nothing is sent.
 */
function builtinSource(path: string): string {
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

/** Exports that are also globals. */
const undici = /^(?:WebSocket|CloseEvent|MessageEvent|EventSource)$/

function deferredSource(name: string, exported: readonly string[]): string {
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
