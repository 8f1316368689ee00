/** Diagnostics about a file that is not plain YAML. They come before its contents are read. */
import { error } from '../constructors.ts'
import { type Diagnostic, type Span, startOf } from '../diagnostic.ts'
import { listMark } from '../phrases.ts'

export const fileTooLarge = (file: string, sizeBytes: number, limitBytes: number): Diagnostic =>
  error(
    'file-too-large',
    `the file has ${sizeBytes} bytes, but the limit is ${limitBytes}`,
    'split it: write one rule in each file',
    startOf(file),
  )

const notText = (found: string, span: Span): Diagnostic =>
  error('not-text', `the file is not text: it contains ${found}`, 'save the file as UTF-8', span)

export const notUtf8 = (span: Span): Diagnostic => notText('bytes that are not UTF-8', span)

export const nulCharacter = (span: Span): Diagnostic => notText('a NUL character', span)

export const tooDeep = (limit: number, span: Span): Diagnostic =>
  error(
    'too-deep',
    `the YAML is nested more than ${limit} levels deep`,
    'close every bracket, or use fewer levels',
    span,
  )

/** Message and help come from `yaml.ts`. */
export const yamlSyntax = (message: string, help: string | undefined, span: Span): Diagnostic =>
  error('yaml-syntax', message, help, span)

export const openQuote = (span: Span): Diagnostic =>
  error(
    'yaml-syntax',
    'this quote is never closed',
    'add the closing quote; inside single quotes, write a single quote twice',
    span,
  )

export const severalDocuments = (span: Span): Diagnostic =>
  error(
    'several-documents',
    'a second YAML document starts here',
    'write one rule in each file: move the part after `---` to another file',
    span,
  )

export const yamlAlias = (written: string, span: Span): Diagnostic =>
  error(
    'yaml-alias',
    `\`${written}\` is a YAML anchor or alias, which Tripline does not support`,
    written.startsWith('*')
      ? `if you mean this text, put it in quotes: \`'${written}'\``
      : `write the value itself; if several rules share it, use a list of tripline.yaml: \`${listMark}\``,
    span,
  )

export const yamlTag = (tag: string, span: Span): Diagnostic =>
  error('yaml-tag', `\`${tag}\` is a YAML tag, which Tripline does not support`, 'remove it', span)

export const yamlDirective = (directive: string, span: Span): Diagnostic =>
  error(
    'yaml-directive',
    `\`${directive}\` is a YAML directive, which Tripline does not support`,
    'remove it: Tripline reads every file as YAML 1.2',
    span,
  )

export const duplicateKey = (key: string, firstLine: number, span: Span): Diagnostic =>
  error(
    'duplicate-key',
    `\`${key}\` is already set on line ${firstLine}`,
    'keep one of the two; for alternatives, write a list, or blocks under `any`',
    span,
  )

/** `written` is undefined for a list or a mapping. */
export function keyNotText(written: string | undefined, span: Span): Diagnostic {
  const help = 'write a word before the colon'
  if (written === undefined)
    return error('key-not-text', 'a list or a mapping cannot be a key', help, span)
  if (written === '') return error('key-not-text', 'there is no key before the colon', help, span)
  return error(
    'key-not-text',
    `the key \`${written}\` is not text`,
    'put it in quotes, or remove it',
    span,
  )
}

export const emptyFile = (file: string): Diagnostic =>
  error(
    'empty-file',
    'the file is empty',
    'write a rule, or create one with `tripline new`',
    startOf(file),
  )

/** `first` is the key that such a file usually starts with. */
export const notAMapping = (found: string, first: string, span: Span): Diagnostic =>
  error(
    'not-a-mapping',
    `keys and values are expected here, not ${found}`,
    `start with a key, for example \`${first}:\``,
    span,
  )

export const unquotedAccountId = (source: string, span: Span): Diagnostic =>
  error(
    'unquoted-account-id',
    `\`${source}\` looks like an account id, but YAML reads it as a number`,
    `put it in quotes: "${source}"`,
    span,
  )

export const ambiguousNumber = (source: string, readAs: string, span: Span): Diagnostic =>
  error(
    'ambiguous-number',
    `YAML reads \`${source}\` as the number ${readAs}`,
    `for text, put it in quotes ("${source}"); for a number, write plain decimal digits`,
    span,
  )

export const sigmaNotRead = (span: Span): Diagnostic =>
  error(
    'sigma-not-read',
    'this is a Sigma rule, which Tripline does not support',
    'rewrite it as a Tripline rule, or move it out of the folder of rules',
    span,
  )
