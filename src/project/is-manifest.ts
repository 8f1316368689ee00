/**
 * Checks whether a JSON file is a plan of this version, for all properties that a comparison reads.
 */
import type { Manifest } from '../plan/manifest.ts'

type Kind =
  | 'text'
  | 'number'
  | 'object'
  | 'texts'
  | 'text or texts'
  | readonly Kinds[]
  | Kinds
  | OneOf

/** One of several shapes, chosen by the value of `kind`. */
interface OneOf {
  readonly oneOf: Readonly<Record<string, Kinds>>
}

interface Kinds {
  readonly [key: string]: Kind
}

const topic: OneOf = {
  oneOf: {
    new: { name: 'text', subscribe: [{ protocol: 'text', endpoint: 'text' }] },
    existing: { arn: 'text' },
  },
}

const manifest: Kinds = {
  version: 'number',
  stage: 'text',
  account: 'text',
  home: 'text',
  prefix: 'text',
  topology: {
    oneOf: {
      standalone: {},
      hub: { organization: 'text', members: 'texts' },
      member: { busArn: 'text' },
    },
  },
  eventRules: [
    { name: 'text', region: 'text', state: 'text', pattern: 'text', rules: 'texts', why: 'text' },
  ],
  metricFilters: [
    {
      name: 'text',
      rule: 'text',
      region: 'text',
      logGroup: 'text',
      pattern: 'text',
      alarm: 'object',
    },
  ],
  channels: [{ name: 'text', topic }],
  health: { topic },
  responders: [{ name: 'text' }],
  limits: { maxActionsPerHour: 'number', breakGlass: 'texts', approvalExpiresMs: 'number' },
  operators: 'texts',
  trail: {
    oneOf: {
      none: {},
      existing: { logGroup: 'text', region: 'text' },
      create: { name: 'text', logGroup: 'text', region: 'text' },
    },
  },
  heartbeat: { regions: 'texts', everyMinutes: 'number' },
  functions: 'texts',
  rules: [
    {
      id: 'text',
      status: 'text',
      via: 'texts',
      regions: 'texts',
      channels: 'texts',
      conditions: {
        on: { source: 'text or texts', detailTypes: 'texts' },
        match: { kind: 'text' },
      },
      respond: [{ action: 'text', mode: 'text' }],
      exceptions: [{ reason: 'text', expires: 'text' }],
    },
  ],
}

/** Whether JSON is a plan of this version. */
export const isManifest = (json: unknown): json is Manifest =>
  is(json, manifest) && (json as { version?: unknown }).version === 1

function is(value: unknown, kind: Kind): boolean {
  if (kind === 'text') return typeof value === 'string'
  if (kind === 'number') return typeof value === 'number'
  if (kind === 'text or texts') return is(value, 'text') || is(value, 'texts')
  if (kind === 'texts')
    return Array.isArray(value) && value.every((each) => typeof each === 'string')
  if (isList(kind))
    return Array.isArray(value) && value.every((each) => kind.some((one) => is(each, one)))
  if (typeof value !== 'object' || value === null) return false
  const object = value as Readonly<Record<string, unknown>>
  if (isOneOf(kind)) {
    const known = typeof object.kind === 'string' && Object.hasOwn(kind.oneOf, object.kind)
    const one = known ? kind.oneOf[object.kind as string] : undefined
    return one !== undefined && is(value, one)
  }
  return kind === 'object' || Object.entries(kind).every(([key, each]) => is(object[key], each))
}

const isList = (kind: Kind): kind is readonly Kinds[] => Array.isArray(kind)

const isOneOf = (kind: Kind): kind is OneOf => typeof kind === 'object' && 'oneOf' in kind
