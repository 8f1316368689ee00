/** The width of printed text, and text that is wrapped to it. */

/** In characters. */
export const pageWidth = 100

/** Lines of at most `maxLength` characters. A longer word has a line of its own. */
export function wrapped(text: string, maxLength = pageWidth): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && longer.length > maxLength) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}
