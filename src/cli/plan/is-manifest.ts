/** Whether a JSON file is a plan as this version writes them: all that a comparison looks into. */
import type { Manifest } from '../../plan/manifest.ts'

type Kind = 'text' | 'number' | 'object' | 'texts' | readonly Kinds[] | Kinds
interface Kinds {
  readonly [key: string]: Kind
}

const manifest: Kinds = {
  version: 'number',
  stage: 'text',
  account: 'text',
  home: 'text',
  prefix: 'text',
  topology: { kind: 'text' },
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
  channels: [{ name: 'text', topic: 'object' }],
  health: { topic: 'object' },
  responders: [{ name: 'text' }],
  trail: { kind: 'text' },
  heartbeat: { regions: 'texts', everyMinutes: 'number' },
  functions: 'texts',
  rules: [
    {
      id: 'text',
      status: 'text',
      via: 'texts',
      regions: 'texts',
      channels: 'texts',
      asks: { on: { source: 'text', detailTypes: 'texts' }, match: { kind: 'text' } },
      exceptions: [{ reason: 'text', expires: 'text' }],
    },
  ],
}

export const isManifest = (json: unknown): json is Manifest =>
  is(json, manifest) && (json as { version?: unknown }).version === 1

function is(value: unknown, kind: Kind): boolean {
  if (kind === 'text') return typeof value === 'string'
  if (kind === 'number') return typeof value === 'number'
  if (kind === 'texts')
    return Array.isArray(value) && value.every((each) => typeof each === 'string')
  if (isList(kind))
    return Array.isArray(value) && value.every((each) => kind.some((one) => is(each, one)))
  if (typeof value !== 'object' || value === null) return false
  const object = value as Readonly<Record<string, unknown>>
  return kind === 'object' || Object.entries(kind).every(([key, each]) => is(object[key], each))
}

const isList = (kind: Kind): kind is readonly Kinds[] => Array.isArray(kind)
