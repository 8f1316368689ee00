import { chosenKey } from '../../diagnostics/catalogue/lint/keys.ts'
import { type Path, pathText } from '../../ir/path.ts'
import type { Lint } from '../subject.ts'

/**
 * Keys that a caller can choose: with a new value for each call, a threshold never counts to its
 * limit, and everything is first seen.
 */
export const chosenKeys: Lint = ({ rule, place, idSpan }) =>
  (['threshold', 'firstSeen'] as const).flatMap((part) => {
    const step = rule[part]
    if (step === undefined || rule.chosen?.[part] !== undefined) return []
    const distinct = 'distinct' in step && step.distinct !== undefined ? [step.distinct] : []
    const paths = [
      ...step.by.filter(isChosen),
      ...distinct.filter(isChosen),
      ...onlyAddress(step.by),
    ]
    return paths.map((path) => chosenKey(pathText(path), part, place(path) ?? idSpan))
  })

/**
 * The ARN, the id and the name of a session contain what the caller of AssumeRole or
 * GetFederationToken wrote.
 */
const chosen = new Set([
  'userIdentity.arn',
  'userIdentity.principalId',
  'userIdentity.userName',
  'userIdentity.sessionContext.sourceIdentity',
  'userAgent',
  'requestParameters.roleSessionName',
])

const isChosen = (path: Path): boolean =>
  chosen.has(pathText(path)) ||
  path.some((segment) => /^(?:tags|tagSet|principalTags)$/.test(segment))

/** The address, where no other path of the key distinguishes callers. */
function onlyAddress(by: readonly Path[]): readonly Path[] {
  const callers = by.filter((path) => !places.has(pathText(path)))
  return callers.length === 1 ? callers.filter((path) => pathText(path) === 'sourceIPAddress') : []
}

const places = new Set(['recipientAccountId', 'awsRegion', 'envelope.account', 'envelope.region'])
