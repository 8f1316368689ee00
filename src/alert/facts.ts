/**
 * The facts of an alert for people, in the order in which they are needed. Every value is inert
 * (`inert`).
 */
import type { Scalar } from '../ir/json.ts'
import type { ActorDocument, AlertDocument } from './document.ts'
import { clockOf, instantMs } from './instant.ts'
import { inert } from './neutral.ts'

export interface Fact {
  readonly label: string
  readonly value: string
}

/** Replaces a value that the event does not have. */
export const missing = '(not in the event)'

/**
 * Who, what, on which resource, where, when, from which address, with what; then the fields of the
 * rule.
 */
export function factsOf(document: AlertDocument): Fact[] {
  const { actor, account, region, sourceIP, userAgent, count, fields } = document
  const place = [account, region].filter((part) => part !== null).join(' ')
  return [
    { label: 'Who', value: orMissing(actor?.name ?? null) },
    ...(actor === null ? [] : [{ label: 'Caller', value: callerOf(actor) }]),
    { label: 'What', value: whatOf(document) },
    { label: 'On', value: resourcesOf(document) },
    { label: 'Where', value: orMissing(place === '' ? null : place) },
    { label: 'When', value: whenOf(document) },
    { label: 'From', value: orMissing(sourceIP) },
    { label: 'With', value: orMissing(userAgent) },
    ...(count > 1 ? [{ label: 'Events', value: String(count) }] : []),
    ...Object.entries(fields)
      .slice(0, 50)
      .map(([label, value]) => ({ label: inert(label, 60), value: valueText(value) })),
  ]
}

const orMissing = (text: string | null, length = 512): string =>
  text === null || text === '' ? missing : inert(text, length)

const kinds: Readonly<Record<ActorDocument['kind'], string>> = {
  root: 'root of the account',
  user: 'IAM user',
  role: 'role session',
  federated: 'federated session',
  service: 'AWS service',
  account: 'a principal of another account',
  anonymous: 'anonymous (not signed in)',
  unknown: 'unknown kind of caller',
}

function callerOf(actor: ActorDocument): string {
  const { kind, account, isHuman, isCrossAccount, assumedFrom, sessionName, accessKeyId, mfa } =
    actor
  const isProgram = isHuman === false && kind !== 'service' && kind !== 'anonymous'
  return [
    kinds[kind],
    ...(isHuman === true && kind !== 'root' ? ['a person'] : []),
    ...(isProgram ? ['likely a program'] : []),
    ...(isCrossAccount ? [`FROM ANOTHER ACCOUNT: ${inert(account ?? 'unknown', 40)}`] : []),
    ...(assumedFrom === null ? [] : [`assumed from ${inert(assumedFrom, 256)}`]),
    ...(sessionName === null ? [] : [`session ${inert(sessionName, 100)}`]),
    ...(mfa === null ? [] : [mfa ? 'with MFA' : 'without MFA']),
    ...(accessKeyId === null ? [] : [`key ${inert(accessKeyId, 128)}`]),
  ].join(', ')
}

function whatOf({ event, outcome }: AlertDocument): string {
  const service = event.source === null ? '' : ` (${inert(event.source, 100)})`
  const { succeeded, errorCode, errorMessage } = outcome
  const reasons = [errorCode, errorMessage].filter((reason) => reason !== null)
  const reason = reasons.length === 0 ? '' : `: ${reasons.map((one) => inert(one, 300)).join(', ')}`
  const how = succeeded === null ? reason : succeeded ? ', it succeeded' : `, it FAILED${reason}`
  return `${orMissing(event.name, 128)}${service}${how}`
}

/** The first five; the others are counted. */
function resourcesOf({ resources }: AlertDocument): string {
  if (resources.length === 0) return missing
  const named = resources
    .slice(0, 5)
    .map(({ name, type }) => `${inert(name, 256)}${type === null ? '' : ` (${inert(type, 80)})`}`)
  const left = resources.length - named.length
  return [...named, ...(left > 0 ? [`and ${left} more`] : [])].join(', ')
}

/** When it happened, and how much later it was detected. */
function whenOf({ time, detectedAt }: AlertDocument): string {
  const happenedMs = instantMs(time)
  if (happenedMs === undefined) return orMissing(time, 40)
  const noticedMs = instantMs(detectedAt)
  const lag = noticedMs === undefined ? undefined : Math.round((noticedMs - happenedMs) / 1000)
  const noticed = lag === undefined || lag < 1 ? '' : `, noticed ${span(lag)} later`
  return `${clockOf(happenedMs)}${noticed}`
}

function span(seconds: number): string {
  if (seconds < 120) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`
}

function valueText(value: Scalar | readonly Scalar[]): string {
  if (!isList(value)) return scalarText(value)
  if (value.length === 0) return missing
  const left = value.length - 20
  const texts = value.slice(0, 20).map((one) => scalarText(one, 200))
  // Values of several words contain commas themselves.
  const separator = texts.some((one) => /[\s,]/.test(one)) ? '; ' : ', '
  return [...texts, ...(left > 0 ? [`and ${left} more`] : [])].join(separator)
}

const scalarText = (value: Scalar, length = 1024): string => {
  if (value === null) return missing
  return typeof value === 'string'
    ? value === ''
      ? '(empty)'
      : inert(value, length)
    : String(value)
}

const isList = (value: Scalar | readonly Scalar[]): value is readonly Scalar[] =>
  Array.isArray(value)
