/** The sentences about errors of YAML syntax. `rule/yaml-help.ts` chooses one for each error. */

export interface YamlError {
  /** What is wrong. `$1` is what the parser found. */
  readonly message: string
  /** What to write instead, if that is known. */
  readonly help: string | undefined
}

const quoteIt =
  'put text in quotes if it has `: `, ` #`, a bracket or a comma in it, or starts with a special character'
const sameIndent = 'indent all parts of one mapping or list by the same number of spaces'
const singleQuotes = "put text with backslashes in single quotes: 'a\\.b'"
const spaces = 'use spaces for indentation'

export const yamlErrors = {
  mappingHere: { message: 'a mapping cannot start here', help: quoteIt },
  openBrace: { message: 'a `{` before this place is not closed', help: 'close it with `}`' },
  openBracket: { message: 'a `[` before this place is not closed', help: 'close it with `]`' },
  missingComma: {
    message: 'a comma is missing before this place',
    help: 'write a comma between the items',
  },
  keyOnOneLine: {
    message: 'a key and its colon must be on one line',
    help: 'add the missing colon on this line, or the missing quote on the line before',
  },
  keyWithoutColon: {
    message: 'a key must have a colon after it',
    help: 'add a colon and a space, or indent this line if it belongs to the text before',
  },
  listAsKey: { message: 'a list cannot be a key', help: 'correct the indentation of this line' },
  blockInBrackets: {
    message: 'an indented list or mapping is not allowed inside brackets',
    help: 'inside brackets, separate entries with commas: `[a, b]` and `{ a: b, c: d }`',
  },
  afterDocumentStart: {
    message: 'nothing can follow `---` on the same line',
    help: 'move the rest of the line to the next line',
  },
  afterBlockSign: {
    message: 'the text after `|` or `>` must start on the next line',
    help: 'move the text to the next line, and indent it',
  },
  unevenBlock: {
    message: 'the lines of text under `|` or `>` must have the same indentation',
    help: 'indent all of these lines by the same number of spaces',
  },
  commentWithoutSpace: {
    message: 'a comment needs a space before its `#`',
    help: 'add the space, or put the text in quotes',
  },
  plainStart: {
    message: 'text without quotes cannot start with $1',
    help: 'put the text in quotes',
  },
  unevenItems: { message: 'this line is not indented like the lines before it', help: sameIndent },
  tabs: { message: 'a tab cannot be used for indentation', help: spaces },
  badEscape: { message: '$1 is not an escape sequence', help: singleQuotes },
} as const satisfies Readonly<Record<string, YamlError>>

/** `token` is the name of a token, such as `` `[` `` or `quoted text`. */
export const tokenNotAllowed = (token: string): YamlError => ({
  message: `${token} is not allowed here`,
  help: quoteIt,
})

/** What the parser says about an error that has no sentence of its own. */
export const otherYamlError = (parserText: string): YamlError => ({
  message: parserText,
  help: 'check the brackets, the quotes and the indentation of this line',
})
