/** The sentences that the catalogue is made of, read from its source. */
import { globSync, readFileSync } from 'node:fs'

export interface Sentence {
  readonly file: string
  /** As it is written, with `…` for each value. */
  readonly text: string
  /** What a text that shows the sentence matches. */
  readonly shown: RegExp
}

/** Every text of the catalogue that has several words. */
export const catalogueSentences = (): readonly Sentence[] =>
  globSync('src/diagnostics/catalogue/**/*.ts')
    .sort()
    .flatMap((file) =>
      textsIn(readFileSync(file, 'utf8'))
        // The catalogue fills this in itself.
        .map((parts) => parts.flatMap((part) => part.split('$1')))
        .filter((parts) => /[a-z`]\S* \S*[a-z`]/i.test(parts.join('…')))
        .map((parts) => ({
          file,
          text: parts.join('…'),
          shown: new RegExp(parts.map(escaped).join('.*')),
        })),
    )

/** The string literals of a source, each split at its values; those inside of values as well. */
function textsIn(source: string): readonly (readonly string[])[] {
  const found: string[][] = []
  // Comments, and the ends of imports, hold no sentence.
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$| from '[^']*'/gm, '')
  read(0, undefined)
  return found

  /** Reads up to an end at the same depth of braces, and returns the place after it. */
  function read(start: number, end: string | undefined): number {
    for (let at = start; at < code.length; ) {
      const character = code[at]
      if (character === end) return at + 1
      if (character === "'" || character === '"') at = readQuoted(at)
      else if (character === '`') at = readTemplate(at + 1)
      else if (character === '{') at = read(at + 1, '}')
      else at++
    }
    return code.length
  }

  function readQuoted(at: number): number {
    const [all = ''] = /^(['"])(?:\\.|(?!\1).)*\1/.exec(code.slice(at)) ?? []
    found.push([unescaped(all.slice(1, -1))])
    return at + Math.max(1, all.length)
  }

  function readTemplate(start: number): number {
    const parts = ['']
    found.push(parts)
    let at = start
    while (at < code.length && code[at] !== '`') {
      if (code.startsWith('${', at)) {
        at = read(at + 2, '}')
        parts.push('')
      } else {
        const length = code[at] === '\\' ? 2 : 1
        parts[parts.length - 1] += unescaped(code.slice(at, at + length))
        at += length
      }
    }
    return at + 1
  }
}

const unescaped = (text: string): string =>
  text.replaceAll(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character))

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
