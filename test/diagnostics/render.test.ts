/** The caret stands under what is meant, whatever the line is made of, and nothing of a file runs on a terminal. */
import { describe, expect, test } from 'vitest'
import { error } from '../../src/diagnostics/constructors.ts'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { linesIn, render, visible } from '../../src/diagnostics/render.ts'
import { read } from '../rule/reported.ts'

const plain = (text: string): string => text
const paint = { error: plain, warning: plain, note: plain, strong: plain, faint: plain }

const shown = (diagnostic: Diagnostic, text: string): string[] => {
  const lineOf = linesIn(text)
  return render(diagnostic, (_, line) => lineOf(line), paint).split('\n')
}

/** The part of the source that the carets underline, as a terminal shows both lines. */
function underlined(lines: readonly string[]): string {
  const [, , source = '', carets = ''] = lines
  const [, before = '', marks = ''] = /^( *\|[ \u3000]*)(\^+)/.exec(carets) ?? []
  const width = (character: string) =>
    /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60\u3000]/.test(character)
      ? 2
      : 1
  const cells = [...before].reduce((sum, character) => sum + width(character), 0)
  let at = 0
  let found = ''
  for (const character of source) {
    if (at >= cells && found.length < marks.length) found += character
    at += width(character) * character.length
  }
  return found
}

/** What is underlined for the first thing told about a text. */
const firstOf = (text: string): string => {
  const { diagnostics } = read(text)
  const [first] = diagnostics.filter(({ code }) => code === 'unknown-key')
  if (first === undefined) throw new Error(`nothing told about ${text}`)
  return underlined(shown(first, text))
}

describe('the caret', () => {
  test.each([
    ['an ordinary line', 'wrnog: x\n'],
    ['CRLF', '# one\r\nwrnog: x\r\n'],
    ['a byte order mark', '\ufeffwrnog: x\n'],
    ['tabs', '{\ta:\t1,\twrnog: x }\n'],
    ['wide characters', '{ 標題: 警告, wrnog: x }\n'],
    ['full-width and half-width', '{ ｔｉｔｌｅ: ﾃｽﾄ, wrnog: x }\n'],
    ['Hangul', '{ 제목: 경고, wrnog: x }\n'],
    ['emoji', '{ a: 🚨🚨, wrnog: x }\n'],
    ['accents', '{ a: äöü, wrnog: x }\n'],
    ['control characters in quotes', '{ a: "\u0085\u009b\u202e", wrnog: x }\n'],
    ['tag characters', '{ a: "\u{e0041}\u{e0042}", wrnog: x }\n'],
    ['the end of the file without a line break', '# x\nwrnog:'],
    ['line 1000', `${'\n'.repeat(999)}wrnog: x\n`],
  ])('under %s', (_, text) =>
    expect(
      firstOf(text.replace('{\ta:', '{\tid:').replace(/\{ (?:標題|ｔｉｔｌｅ|제목|a):/, '{ id:')),
    ).toBe('wrnog'),
  )

  test('moves with a long line, of which a part is shown', () => {
    for (const before of [85, 89, 90, 200, 100_000]) {
      const text = `{ id: ${'x'.repeat(before)}, wrnog: y, why: ${'z'.repeat(100_000)} }\n`
      const { diagnostics } = read(text)
      const [first] = diagnostics.filter(({ code }) => code === 'unknown-key')
      const lines = first ? shown(first, text) : []
      expect(underlined(lines)).toBe('wrnog')
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(700)
    }
  })

  test('a long line cut within a pair of surrogates stays well-formed', () => {
    for (const shift of ['', 'x']) {
      const text = `{ id: ${shift}${'🚨'.repeat(200)}, wrnog: y }\n`
      const [first] = read(text).diagnostics.filter(({ code }) => code === 'unknown-key')
      expect(first && shown(first, text).every((line) => line.isWellFormed())).toBe(true)
    }
  })

  const at = (line: number, column: number, endLine: number, endColumn: number): Diagnostic =>
    error('bad-value', 'it is so', 'do this', {
      file: 'a.yaml',
      start: { line, column },
      end: { line: endLine, column: endColumn },
    })

  test('underlines to the end of its line what goes on below', () => {
    expect(shown(at(1, 4, 3, 2), 'a: bcd\n  e\nf\n')).toEqual([
      'a.yaml:1:4: error[bad-value]: it is so',
      '  |',
      '1 | a: bcd',
      '  |    ^^^ do this',
    ])
  })

  test('is one where there is nothing to underline', () => {
    expect(shown(at(1, 3, 1, 3), 'a:\n')[3]).toBe('  |   ^ do this')
    expect(shown(at(1, 50, 1, 60), 'a:\n')[3]).toMatch(/^ {2}\| {50}\^ do this$/)
  })

  test('and its line are left out where there is no such line', () => {
    for (const text of ['', 'a: b\n\n']) {
      expect(shown(at(2, 1, 2, 1), text)).toEqual([
        'a.yaml:2:1: error[bad-value]: it is so',
        '  = do this',
      ])
    }
    expect(render(at(1, 1, 1, 1), () => undefined, paint)).toBe(
      'a.yaml:1:1: error[bad-value]: it is so\n  = do this',
    )
  })
})

describe('text of others', () => {
  test('keeps its length, and none of its powers', () => {
    const powers =
      '\u001b[31m\u009b\u0007\u200b\u200d\u202e\u2066\u2069\ufeff\u00ad\u061c\u2028\u2029\ud800\u{e0041}'
    expect(visible(powers)).toHaveLength(powers.length)
    expect(visible(powers)).toMatch(/^[\ufffd[31m]+$/)
    expect(visible('a\tb')).toBe('a b')
    expect(visible('äß漢🚨')).toBe('äß漢🚨')
  })

  test('is safe in a name of a file, a message, a help line and a source line', () => {
    const evil = '\u001b[2J\u202e'
    const span = {
      file: `${evil}.yaml`,
      start: { line: 1, column: 1 },
      end: { line: 1, column: 2 },
    }
    const text = render(error('bad-value', `\`${evil}\` is so`, evil, span), () => evil, paint)
    expect(text).not.toMatch(/[\u001b\u202e]/)
  })

  test('is one line, and no longer than anybody reads', () => {
    const span = { file: 'a', start: { line: 1, column: 1 }, end: { line: 1, column: 1 } }
    const printed = (text: string) =>
      error('bad-value', `\`${text}\` is so`, `write \`${text}\``, span)
    expect(printed('a\r\n\n  b\u2028c').message).toBe('`a b c` is so')
    expect(printed('x'.repeat(100_000)).message).toBe(`\`${'x'.repeat(160)}…\` is so`)
    expect(printed('x'.repeat(160)).message).toHaveLength(168)
    for (const hostile of ['`', '` `', ' ', '\n', '\n ', '`x'].map((unit) =>
      unit.repeat(100_000),
    )) {
      const { message, help = '' } = printed(hostile)
      expect(message.length + help.length).toBeLessThan(2100)
    }
  })
})
