import type { Path } from '../ir/path.ts'

export type ParsedPath =
  | { readonly ok: true; readonly path: Path }
  | { readonly ok: false; readonly problem: string; readonly help: string }

/** No CloudTrail record is this deep. The limit also bounds the recursion over a path. */
const maxSegments = 32

/**
 * Splits a dotted path into its segments: `userIdentity.arn`, or
 * `tags."aws:cloudformation:stack-name"` where a segment is quoted. A path that is not well formed
 * gives a problem, which completes "`path` …", and what to write instead.
 */
export function parsePath(text: string): ParsedPath {
  if (text.startsWith('$')) {
    return bad(
      'is a JSONPath',
      `paths start at the record: write \`${text.replace(/^\$\.?/, '')}\``,
    )
  }
  const path: string[] = []
  const segment = /"((?:[^"\\]|\\["\\])*)"|([^."]*)/y
  for (let at = 0; at <= text.length; at = segment.lastIndex + 1) {
    segment.lastIndex = at
    const [all = '', quoted, bare] = segment.exec(text) ?? []
    if (all === '')
      return bad('has an empty segment', 'write field names with one dot between them')
    if (bare !== undefined && /\[[\d*]*\]$/.test(bare)) {
      return bad('has an index', 'paths go through arrays by themselves: drop the brackets')
    }
    if (segment.lastIndex < text.length && text[segment.lastIndex] !== '.') {
      return bad('has a stray quote', 'quote a whole segment: `tags."a.b"`')
    }
    path.push(quoted?.replaceAll(/\\(.)/g, '$1') ?? all)
    if (path.length > maxSegments) return bad('has too many segments', `at most ${maxSegments}`)
  }
  return { ok: true, path }
}

const bad = (problem: string, help: string): ParsedPath => ({ ok: false, problem, help })
