/** Translates the errors of the YAML parser into sentences that need no knowledge of the parser. */
import {
  otherYamlError,
  tokenNotAllowed,
  type YamlError,
  yamlErrors,
} from '../diagnostics/catalogue/yaml.ts'

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
const sentences: readonly (readonly [parserText: RegExp, error: YamlError])[] = [
  [/^Nested mappings are not allowed/, yamlErrors.mappingHere],
  [/^Flow map (?:in block|must end)/, yamlErrors.openBrace],
  [/^Flow sequence (?:in block|must end)/, yamlErrors.openBracket],
  [/^Missing , /, yamlErrors.missingComma],
  [/^Implicit keys /, yamlErrors.keyOnOneLine],
  [/^Implicit map keys /, yamlErrors.keyWithoutColon],
  [/^A block sequence may not/, yamlErrors.listAsKey],
  [/^Block collections are not allowed/, yamlErrors.blockInBrackets],
  [/^Block collection cannot start/, yamlErrors.afterDocumentStart],
  [/^Block scalar header includes/, yamlErrors.afterBlockSign],
  [/^Block scalar/, yamlErrors.unevenBlock],
  [/^Not a YAML token/, yamlErrors.afterBlockSign],
  [/^Comments must be separated/, yamlErrors.commentWithoutSpace],
  [/^Plain value cannot start with .*?(\S+)$/, yamlErrors.plainStart],
  [/^All (?:mapping|sequence) items must start at the same column/, yamlErrors.unevenItems],
  [/^Tabs are not allowed as indentation/, yamlErrors.tabs],
  [/^Invalid escape sequence (\S+)/, yamlErrors.badEscape],
]

/** Our sentence for a message of the parser. A message that is not known loses only its style. */
export function syntaxProblem(parserMessage: string): YamlError {
  const [line = ''] = parserMessage.split('\n')
  const [, token = ''] = /^Unexpected ([\w,-]+)(?: token\b| in | at | on |$)/.exec(line) ?? []
  if (Object.hasOwn(tokens, token)) return tokenNotAllowed(tokens[token] ?? '')
  for (const [parserText, { message, help }] of sentences) {
    const found = parserText.exec(line)
    if (found) return { message: message.replace('$1', () => `\`${found[1] ?? ''}\``), help }
  }
  const sentence = line.trimEnd().replace(/\.$/, '')
  return otherYamlError(sentence.charAt(0).toLowerCase() + sentence.slice(1))
}

/**
 * Whether a message only follows from an earlier error: the parser then rejects every later token.
 */
export const isAftermath = (message: string): boolean =>
  /token in YAML (?:stream|document)/.test(message)
