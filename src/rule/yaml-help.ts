import type { ErrorCode } from 'yaml'

const quoteIt = 'quote text that has `: `, ` #` or starts with a special character'

/** What usually lies behind an error of the YAML parser. */
const help: Partial<Record<ErrorCode, string>> = {
  BLOCK_AS_IMPLICIT_KEY: quoteIt,
  BAD_SCALAR_START: quoteIt,
  BAD_DQ_ESCAPE: "use single quotes where backslashes are meant: 'a\\.b'",
  BAD_INDENT: 'indent the parts of one mapping or list by the same number of spaces',
  MISSING_CHAR: 'close what was opened, and put a space after each colon',
  MULTILINE_IMPLICIT_KEY: 'is a colon missing on this line, or a quote on the one before?',
  TAB_AS_INDENT: 'indent with spaces',
  UNEXPECTED_TOKEN: quoteIt,
  IMPOSSIBLE: 'check the indentation of this line',
}

export const syntaxHelp = (code: ErrorCode): string | undefined => help[code]
