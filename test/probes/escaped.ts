/** Finds the random tests in a file that are no probes, by its text as Biome formats it. */

const named = /\bprobe\(\s*'[^']+',\s*\{\s*short: [\d_]+,\s*long: [\d_]+,?\s*\}/g

/**
 * One sentence for each: a property without the parameters of a probe, more properties than probes, a
 * probe that `npm run probe -- --list` does not find, and a property by another name than `fc.assert`.
 */
export function escapedIn(text: string): string[] {
  const properties = propertiesIn(text)
  const probeCount = text.match(/\bprobe\(/g)?.length ?? 0
  const namedCount = text.match(named)?.length ?? 0
  return [
    ...properties
      .filter((property) => !/\bprobe\(\s*'|\bparameters,?\n? *\)?$/.test(property))
      .map((property) => `no probe in ${property.split('\n', 1)[0]}`),
    ...(properties.length > namedCount
      ? [`${properties.length} properties, ${namedCount} probes`]
      : []),
    ...(probeCount > namedCount ? [`${probeCount} probes, ${namedCount} with name and sizes`] : []),
    ...(/^import (?!(?:\* as )?fc from 'fast-check').*'fast-check'/m.test(text)
      ? ['fast-check has another name than fc']
      : []),
    ...(/\bfc\.(?:check|sample)\(/.test(text) ? ['fc.check or fc.sample'] : []),
  ]
}

/** Each call of `fc.assert`, from its name to its end: the bracket at the indentation of its line. */
function propertiesIn(text: string): string[] {
  return [...text.matchAll(/^( *)(.*?)\bfc\.assert\(/gm)].map(
    ({ 0: line, 1: indent = '', index }) => {
      const from = index + line.lastIndexOf('fc.assert(')
      const lineEnd = text.indexOf('\n', from)
      const isOneLine = text[lineEnd - 1] !== '('
      const end = isOneLine ? lineEnd : text.indexOf(`\n${indent})`, from) + indent.length + 2
      return text.slice(from, end)
    },
  )
}
