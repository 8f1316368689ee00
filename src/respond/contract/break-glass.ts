/**
 * Which principals are never rolled back: those that `responders.breakGlass` of tripline.yaml names
 * by ARN, by ARN with `*`, or by unique id.
 */
import { isUniqueId } from '../../aws/unique-id.ts'
import { fitsRuns } from '../../ir/wildcard.ts'

export interface Candidate {
  /** The ARN of the user or role. */
  readonly key: string
  /** The ARN of the session, or the same as `key` where there is no session. */
  readonly session: string
  /** `AIDA…` or `AROA…`; empty where it is not known. */
  readonly uniqueId: string
}

/** The entry of `breakGlass` that names the principal; undefined where none does. */
export const breakGlassEntry = (
  candidate: Candidate,
  breakGlass: readonly string[],
): string | undefined =>
  breakGlass.find((entry) =>
    isUniqueId(entry) ? candidate.uniqueId === entry : fits(candidate, entry),
  )

/**
 * `*` matches any text, slashes and colons included, as in the ARNs of IAM policies. No other
 * character is special. Only a pattern that contains `assumed-role` matches a session, and it
 * matches part by part: the caller chooses a session's name, so `*break-glass*` must not match a
 * session called `break-glass`.
 */
function fits({ key, session }: Candidate, glob: string): boolean {
  const wanted = splitSession(glob)
  const actual = splitSession(session)
  if (wanted === null || actual === null) return fitsGlob(key, glob)
  return fitsGlob(actual.role, wanted.role) && fitsGlob(actual.name ?? '', wanted.name ?? '*')
}

const fitsGlob = (text: string, glob: string): boolean => fitsRuns(text, glob.split('*'))

/** `…:assumed-role/deploy/ci` → `…:assumed-role/deploy` and `ci`; null for an ARN of no session. */
function splitSession(arn: string): { role: string; name: string | undefined } | null {
  const [, role, name] = /^(.*?assumed-role\/[^/]*)(?:\/(.*))?$/.exec(arn) ?? []
  return role === undefined ? null : { role, name }
}
