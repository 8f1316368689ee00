/**
 * Whether a statement is about a resource that nobody named: of the type of an action, in the account
 * of the policy. Such a resource was perhaps created later, so the statement limits nothing.
 */

import { foldCase } from '../ir/letter-case.ts'
import { anything } from './actions.ts'
import { type GlobToken, globTokens, isOne, isRun, unnamed } from './glob.ts'
import { formsOf, hasAccount, hasRegion, type ResourceForm, serviceOf } from './resource-types.ts'
import type { Patterns } from './statement.ts'

/**
 * A part of an ARN: one character, or any run without these characters. An account and a region may
 * be any: the policy of an intruder names the own account, and one region is enough.
 */
type ArnPart = { readonly character: string } | { readonly anyBut: string }

const text = (characters: string): ArnPart[] => [...characters].map((character) => ({ character }))
const segment: ArnPart = { anyBut: ':' }
const type: ArnPart = { anyBut: ':/' }

/** `action` is undefined for an action that is not known: any service, any type. */
export function coversUnnamed(
  resources: Patterns | undefined,
  action: string | undefined,
  hasVariables: boolean,
): boolean {
  if (resources === undefined) return true
  const patterns = resources.patterns.map((pattern) => resourceTokens(pattern, hasVariables))
  const wanted = action === undefined ? undefined : foldCase(action)
  const arns = resources.negated ? distantArns(wanted) : ownArns(wanted)
  return resources.negated
    ? arns.some((arn) => !patterns.some((pattern) => canFit(pattern, arn)))
    : patterns.some((pattern) => arns.some((arn) => canFit(pattern, arn)))
}

/** Unnamed resources in any account and region that a pattern names. */
function ownArns(action: string | undefined): ArnPart[][] {
  const service = action === undefined ? [segment] : text(serviceOf(action))
  return formsFor(action).flatMap((form) =>
    endings(form, [type]).map((ending) => arnOf(service, [segment], [segment], ending)),
  )
}

/** Unnamed resources in an unnamed account and region: excluding those of one account is not enough. */
function distantArns(action: string | undefined): ArnPart[][] {
  const service = action === undefined ? unnamed : serviceOf(action)
  const region = hasRegion(service) ? text(unnamed) : []
  const account = hasAccount(service) ? text(unnamed) : []
  return formsFor(action).flatMap((form) =>
    endings(form, text(unnamed)).map((ending) => arnOf(text(service), region, account, ending)),
  )
}

const formsFor = (action: string | undefined): readonly ResourceForm[] =>
  action === anything ? [{ kind: 'named' }] : formsOf(action ?? '')

const arnOf = (
  service: readonly ArnPart[],
  region: readonly ArnPart[],
  account: readonly ArnPart[],
  ending: readonly ArnPart[],
): ArnPart[] => [
  ...text('arn:aws'),
  segment,
  ...[service, region, account].flatMap((part) => [...text(':'), ...part]),
  ...text(':'),
  ...ending,
]

function endings(form: ResourceForm, types: readonly ArnPart[]): ArnPart[][] {
  switch (form.kind) {
    case 'named':
      return [text(unnamed)]
    case 'named in':
      return [text(`${unnamed}${form.separator}${unnamed}`)]
    case 'of type':
      return [text(`${form.type}/${unnamed}`)]
    case 'typed':
      return ['/', ':'].map((separator) => [...types, ...text(`${separator}${unnamed}`)])
  }
}

/** A variable fits an open part, such as the account, but is no unnamed resource. */
const variable: GlobToken = { character: '\ue001', isPlain: true }

function resourceTokens(pattern: string, hasVariables: boolean): readonly GlobToken[] {
  if (!hasVariables) return globTokens(pattern)
  return pattern.split(/(\$\{[^}]*\})/).flatMap((part) => {
    if (!part.startsWith('${')) return globTokens(part)
    const inner = part.slice(2, -1)
    return /^[*?$]$/.test(inner) ? [{ character: inner, isPlain: true }] : [variable]
  })
}

/**
 * Whether some text fits both a pattern and an ARN with open parts. For each part of the pattern it
 * keeps all places in the ARN that can follow, so the time is at most the product of both lengths.
 */
function canFit(pattern: readonly GlobToken[], arn: readonly ArnPart[]): boolean {
  let [places, next] = [new Uint8Array(arn.length + 1), new Uint8Array(arn.length + 1)]
  places[0] = 1
  passOpenParts(places, arn)
  for (const token of pattern) {
    const first = places.indexOf(1)
    if (first < 0) return false
    next.fill(0)
    if (isRun(token)) next.fill(1, first)
    else {
      for (let at = first; at < arn.length; at++) {
        const part = arn[at]
        if (places[at] === 0 || part === undefined || !fitsPart(token, part)) continue
        next['anyBut' in part ? at : at + 1] = 1
      }
      passOpenParts(next, arn)
    }
    ;[places, next] = [next, places]
  }
  return places[arn.length] === 1
}

const fitsPart = (token: GlobToken, part: ArnPart): boolean =>
  isOne(token) ||
  ('anyBut' in part ? !part.anyBut.includes(token.character) : part.character === token.character)

/** An open part may be empty, so a place before it is also a place after it. */
function passOpenParts(places: Uint8Array, arn: readonly ArnPart[]): void {
  for (let at = 0; at < arn.length; at++) {
    const part = arn[at]
    if (places[at] === 1 && part !== undefined && 'anyBut' in part) places[at + 1] = 1
  }
}
