/** Finds a key that an object of JSON text has twice. `JSON.parse` keeps the second one silently. */

/**
 * Whether an object in the text has a key twice. The text must be JSON. Keys are compared after their
 * escapes, because `"Act\u0069on"` is `"Action"`. No regular expression: the text may be long.
 */
export function repeatsKey(json: string): boolean {
  const open: Set<string>[] = []
  for (let at = 0; at < json.length; at++) {
    const character = json[at]
    if (character === '{' || character === '[') open.push(new Set())
    else if (character === '}' || character === ']') open.pop()
    else if (character === '"') {
      const end = endOfText(json, at)
      if (isKey(json, end)) {
        const key = JSON.parse(json.slice(at, end)) as string
        const keys = open.at(-1)
        if (keys?.has(key)) return true
        keys?.add(key)
      }
      at = end - 1
    }
  }
  return false
}

/** The place after the closing quote of the text that starts at a quote. */
function endOfText(json: string, start: number): number {
  let at = start + 1
  while (json[at] !== '"') at += json[at] === '\\' ? 2 : 1
  return at + 1
}

function isKey(json: string, end: number): boolean {
  let at = end
  while (/\s/.test(json[at] ?? '')) at++
  return json[at] === ':'
}
