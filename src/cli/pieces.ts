/** Text that comes in pieces, in pieces worth a write. */

const leastLength = 1 << 16

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
    if (length < leastLength) continue
    yield gathered.join('')
    gathered = []
    length = 0
  }
  if (length > 0) yield gathered.join('')
}
