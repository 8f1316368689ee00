/**
 * JSON values that stand in one text without a separator, as Firehose writes them to S3, or as several
 * pages of one command.
 */

/** The line that CloudWatch Logs writes when it exports to S3: a time, and the message. */
const exported = /^\uFEFF?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z\s+(?=[{[])/

/**
 * The texts of the values, in their order; undefined if the text holds anything else. Used for a text
 * that is not one value, so that a text with one value and nothing else gives undefined too.
 */
export function valuesIn(text: string): readonly string[] | undefined {
  const start = exported.exec(text)?.[0].length ?? 0
  const values: string[] = []
  let at = start
  while (at < text.length) {
    const from = nextValue(text, at)
    if (from === undefined) return undefined
    if (from === text.length) break
    const end = endOfValue(text, from)
    if (end === undefined) return undefined
    values.push(text.slice(from, end))
    at = end
  }
  return values.length > 1 || (values.length === 1 && start > 0) ? values : undefined
}

/** The place of the next `{` or `[` after blanks, or the end; undefined before anything else. */
function nextValue(text: string, from: number): number | undefined {
  let at = from
  while (at < text.length && ' \t\r\n'.includes(text[at] ?? '')) at++
  return at === text.length || text[at] === '{' || text[at] === '[' ? at : undefined
}

/** The place after the object or list that starts at `from`; undefined if it does not end. */
function endOfValue(text: string, from: number): number | undefined {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    const character = text[at]
    if (character === '"') {
      const end = endOfText(text, at)
      if (end === undefined) return undefined
      at = end
    } else if (character === '{' || character === '[') depth++
    else if ((character === '}' || character === ']') && --depth === 0) return at + 1
  }
  return undefined
}

/** The place of the quotation mark that ends the text which starts at `from`. */
function endOfText(text: string, from: number): number | undefined {
  for (let at = text.indexOf('"', from + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let first = at
    while (text[first - 1] === '\\') first--
    if ((at - first) % 2 === 0) return at
  }
  return undefined
}
