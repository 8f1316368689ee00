/** Joins small pieces of text into pieces that are large enough for one write each. */

const minLength = 1 << 16

export function* piecesOf(text: string | Iterable<string>): Generator<string> {
  if (typeof text === 'string') {
    yield text
    return
  }
  let gathered: string[] = []
  let length = 0
  for (const piece of text) {
    gathered.push(piece)
    length += piece.length
    if (length < minLength) continue
    yield gathered.join('')
    gathered = []
    length = 0
  }
  if (length > 0) yield gathered.join('')
}
