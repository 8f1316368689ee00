/** Translates the errors of the YAML parser into sentences that need no knowledge of the parser. */
import type { ErrorCode } from 'yaml'

const quoteIt =
  'quote text that has `: `, ` #`, a bracket or a comma in it, or starts with a special character'

/** Help for an error of the YAML parser: the fix for its usual cause. */
const help: Partial<Record<ErrorCode, string>> = {
  BAD_ALIAS: quoteIt,
  BLOCK_AS_IMPLICIT_KEY: quoteIt,
  BLOCK_IN_FLOW: 'inside of brackets write `[a, b]` and `{ a: b }`',
  BAD_SCALAR_START: quoteIt,
  BAD_DQ_ESCAPE: "use single quotes where backslashes are meant: 'a\\.b'",
  BAD_INDENT: 'indent the parts of one mapping or list by the same number of spaces',
  MISSING_CHAR: 'close what was opened, and put a space after each colon',
  MULTILINE_IMPLICIT_KEY: 'is a colon missing on this line, or a quote on the one before?',
  TAB_AS_INDENT: 'indent with spaces',
  UNEXPECTED_TOKEN: quoteIt,
  IMPOSSIBLE: 'check the indentation of this line',
}

/** The help line for an error code of the parser, or undefined if there is none. */
export const syntaxHelp = (code: ErrorCode): string | undefined => help[code]

/** The parser's names for what it finds. */
const tokens: Readonly<Record<string, string>> = {
  scalar: 'text',
  'single-quoted-scalar': 'quoted text',
  'double-quoted-scalar': 'quoted text',
  'block-scalar-header': '`|` or `>`',
  'seq-item-ind': '`-`',
  'block-seq-ind': '`-`',
  'explicit-key-ind': '`?`',
  'map-value-ind': '`:`',
  'flow-map-start': '`{`',
  'flow-map-end': '`}`',
  'flow-seq-start': '`[`',
  'flow-seq-end': '`]`',
  'doc-start': '`---`',
  'doc-end': '`...`',
  alias: '`*`',
  anchor: '`&`',
  tag: '`!`',
  comma: '`,`',
  ',': '`,`',
}

/** Messages of the parser about its grammar, and our sentence for each. `$1` is the first group. */
const sentences: readonly (readonly [parserText: RegExp, sentence: string])[] = [
  [/^Nested mappings are not allowed/, 'a mapping cannot start here'],
  [/^Flow map (?:in block|must end)/, 'a `{` before this is not closed'],
  [/^Flow sequence (?:in block|must end)/, 'a `[` before this is not closed'],
  [/^Missing , /, 'a comma is missing before this'],
  [/^Implicit keys /, 'a key must stand on one line'],
  [/^Implicit map keys /, 'a key must have a colon after it'],
  [/^A block sequence may not/, 'a list cannot be a key'],
  [/^Block collections are not allowed/, 'inside of brackets there can be no indented part'],
  [/^Block collection cannot start/, 'nothing can stand behind `---`'],
  [/^Block scalar header includes/, 'behind `|` and `>` the text starts on the next line'],
  [/^Block scalar/, 'the text under `|` and `>` must be indented evenly'],
  [/^Not a YAML token/, 'behind `|` and `>` the text starts on the next line'],
  [/^Comments must be separated/, 'a comment needs a blank before its `#`'],
  [/^Plain value cannot start with .*?(\S+)$/, 'text without quotes cannot start with $1'],
]

/** Our sentence for a message of the parser. A message that is not known loses only its style. */
export function syntaxSentence(message: string): string {
  const [line = ''] = message.split('\n')
  const [, token = ''] = /^Unexpected ([\w,-]+)(?: token\b| in | at | on |$)/.exec(line) ?? []
  if (Object.hasOwn(tokens, token)) return `${tokens[token]} cannot stand here`
  for (const [parserText, sentence] of sentences) {
    const found = parserText.exec(line)
    if (found) return sentence.replace('$1', () => `\`${found[1] ?? ''}\``)
  }
  const sentence = line.trimEnd().replace(/\.$/, '')
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}

/**
 * Whether a message only follows from an earlier error: the parser then rejects every later token.
 */
export const isAftermath = (message: string): boolean =>
  /token in YAML (?:stream|document)/.test(message)
