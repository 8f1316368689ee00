/** What a file of code imports, by its text. The path of an import is a literal, or it is reported as open. */
import { dirname, join } from 'node:path'

const literal = /\s*(['"`])([^'"`\n]*)\1/.source

/** `from '…'`, `import '…'`, `import('…')`, `require('…')` and `createRequire(…)('…')`. */
const starts = [
  /\bfrom\b/,
  /\bimport\b\s*\(?/,
  /\brequire(?:\.resolve)?\(/,
  /\bcreateRequire\((?:[^()]|\([^()]*\))*\)(?:\.resolve)?\(/,
]
const imports = new RegExp(`(?:${starts.map(({ source }) => source).join('|')})${literal}`, 'g')

/** Each path or package that is imported, types included. */
export const importsIn = (text: string): string[] =>
  [...text.matchAll(imports)].map(([, , path = '']) => path)

const open = [
  /\b(?:import|require(?:\.resolve)?)\(\s*(?:[^\s'"`)]|`[^`]*\$\{)[^)\n]*/g,
  /\bcreateRequire\((?:[^()]|\([^()]*\))*\)(?:\.resolve)?\(\s*(?:[^\s'"`)]|`[^`]*\$\{)[^)\n]*/g,
  /\bnew URL\(\s*[^\s'"`][^)\n]*,\s*import\.meta\.url/g,
]

/** Each import, and each URL beside the file, whose path is no literal: it cannot be checked. */
export function openImportsIn(text: string): string[] {
  const code = text.replace(/^\s*(?:\/\/|\/?\*).*$/gm, '')
  return open.flatMap((pattern) => [...code.matchAll(pattern)].map(([found]) => found))
}

/** `new URL('…')`, `new URL(`…`)` and `join(…, 'src', 'bundle', …)`, as the paths that they lead to. */
export function pathsIn(file: string, text: string): string[] {
  const urls = [...text.matchAll(/new URL\(\s*['"`](\.[^'"`]*)/g)].map(([, to = '']) =>
    join(dirname(file), to),
  )
  const joined = [...text.matchAll(/\b(?:join|resolve)\(((?:[^()]|\([^()]*\))*)\)/g)]
    .map(([, args = '']) => [...args.matchAll(/'([^']*)'/g)].map(([, part]) => part).join('/'))
    .map((path) => path.replace(/^(?:\.\.\/)+/, ''))
  return [...urls, ...joined]
}
