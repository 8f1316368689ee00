import {
  emptySegment,
  indexInPath,
  jsonPathAsPath,
  type PathProblem,
  strayQuote,
  tooManySegments,
} from '../diagnostics/catalogue/path.ts'
import type { Path } from '../ir/path.ts'

export type ParsedPath =
  | { readonly ok: true; readonly path: Path }
  | { readonly ok: false; readonly problem: PathProblem }

/** No CloudTrail record is this deep. The limit also bounds the recursion over a path. */
const maxSegments = 32

/**
 * Splits a dotted path into its segments: `userIdentity.arn`, or
 * `tags."aws:cloudformation:stack-name"` where a segment is quoted. A path that is not well formed
 * gives a problem, and what to write instead.
 */
export function parsePath(text: string): ParsedPath {
  if (text.startsWith('$')) {
    return bad(jsonPathAsPath(text.replace(/^\$\.?/, '')))
  }
  const path: string[] = []
  const segment = /"((?:[^"\\]|\\["\\])*)"|([^."]*)/y
  for (let at = 0; at <= text.length; at = segment.lastIndex + 1) {
    segment.lastIndex = at
    const [all = '', quoted, bare] = segment.exec(text) ?? []
    if (all === '') return bad(emptySegment)
    if (bare !== undefined && /\[[\d*]*\]$/.test(bare)) {
      return bad(indexInPath)
    }
    if (segment.lastIndex < text.length && text[segment.lastIndex] !== '.') {
      return bad(strayQuote)
    }
    path.push(quoted?.replaceAll(/\\(.)/g, '$1') ?? all)
    if (path.length > maxSegments) return bad(tooManySegments(maxSegments))
  }
  // `$` is the root of what the engine computes.
  if (path[0] === '$') return bad(jsonPathAsPath(path.slice(1).join('.')))
  return { ok: true, path }
}

const bad = (problem: PathProblem): ParsedPath => ({ ok: false, problem })
