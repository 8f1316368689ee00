/** Diagnostics about a file that is not plain YAML. They come before its contents are read. */

import { error } from '../constructors.ts'
import { type Diagnostic, type Span, startOf } from '../diagnostic.ts'
import { listMark } from '../phrases.ts'

export const fileTooLarge = (file: string, sizeBytes: number, limitBytes: number): Diagnostic =>
  error(
    'file-too-large',
    `the file holds ${sizeBytes} bytes, more than the ${limitBytes} that are read`,
    'split it: one rule a file',
    startOf(file),
  )

export const notText = (what: string, span: Span): Diagnostic =>
  error('not-text', `the file is not text: it holds ${what}`, 'save it as UTF-8', span)

export const tooDeep = (limit: number, span: Span): Diagnostic =>
  error(
    'too-deep',
    `nested more than ${limit} levels deep`,
    'close brackets that were left open, or use fewer levels',
    span,
  )

export const yamlSyntax = (message: string, help: string | undefined, span: Span): Diagnostic =>
  error('yaml-syntax', message, help, span)

export const openQuote = (span: Span): Diagnostic =>
  error(
    'yaml-syntax',
    'this quote is never closed',
    'close it, or double a quote that belongs to the text',
    span,
  )

export const severalDocuments = (span: Span): Diagnostic =>
  error(
    'several-documents',
    'a second YAML document starts here',
    'one rule a file: move what follows `---` to a file of its own',
    span,
  )

export const yamlAlias = (written: string, span: Span): Diagnostic =>
  error(
    'yaml-alias',
    `\`${written}\` is a YAML anchor or alias, and those are not read`,
    written.startsWith('*')
      ? `quote it if a star is meant: \`'${written}'\``
      : `write the value out; for values shared between rules use a list of tripline.yaml: \`${listMark}\``,
    span,
  )

export const yamlTag = (tag: string, span: Span): Diagnostic =>
  error('yaml-tag', `\`${tag}\` is a YAML tag, and those are not read`, 'remove it', span)

export const yamlDirective = (directive: string, span: Span): Diagnostic =>
  error(
    'yaml-directive',
    `\`${directive}\` is a YAML directive, and those are not read`,
    'remove it: every file is YAML 1.2',
    span,
  )

export const duplicateKey = (key: string, firstLine: number, span: Span): Diagnostic =>
  error(
    'duplicate-key',
    `\`${key}\` is already set on line ${firstLine}`,
    'keep one of the two; for alternatives write a list, or blocks under `any`',
    span,
  )

/** `written` is undefined for a list or a mapping. */
export function keyNotText(written: string | undefined, span: Span): Diagnostic {
  const help = 'write a word before the colon'
  if (written === undefined)
    return error('key-not-text', 'a list or a mapping cannot be a key', help, span)
  if (written === '') return error('key-not-text', 'there is no key before the colon', help, span)
  return error('key-not-text', `the key \`${written}\` is not text`, 'quote it, or remove it', span)
}

export const emptyFile = (file: string): Diagnostic =>
  error(
    'empty-file',
    'the file holds nothing',
    'write a rule, or start from one with `tripline new`',
    startOf(file),
  )

/** `first` is the key that such a file usually starts with. */
export const notAMapping = (found: string, first: string, span: Span): Diagnostic =>
  error(
    'not-a-mapping',
    `expected keys and values, found ${found}`,
    `start with \`${first}: …\``,
    span,
  )

export const unquotedAccountId = (source: string, span: Span): Diagnostic =>
  error(
    'unquoted-account-id',
    `\`${source}\` looks like an account id but YAML reads it as a number`,
    `quote it: "${source}"`,
    span,
  )

export const ambiguousNumber = (source: string, readAs: string, span: Span): Diagnostic =>
  error(
    'ambiguous-number',
    `\`${source}\` is read as the number ${readAs}`,
    `quote it if it is text ("${source}"), or write the number plainly`,
    span,
  )

export const sigmaNotRead = (span: Span): Diagnostic =>
  error(
    'sigma-not-read',
    'this is a Sigma rule, and this version reads none',
    'write it as a Tripline rule, or keep it outside of the folder of rules',
    span,
  )
