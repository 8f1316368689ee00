/** Stores event buses, rules and targets of a region of an account. */
import type { RuleState, Tag, Target } from '@aws-sdk/client-eventbridge'
import type { EventPattern } from '../../../../src/eventbridge/pattern.ts'
import { type Cloud, perRegion } from '../../accounts.ts'
import { parseArn, regionOf } from '../../delivery/arn.ts'

export interface Bus {
  readonly name: string
  readonly arn: string
  description: string | undefined
  readonly createdAt: Date
  /** By name. */
  readonly rules: Map<string, Rule>
  /** Statements of the bus policy, by id. */
  readonly policy: Map<string, object>
}

export interface Rule {
  readonly name: string
  readonly arn: string
  readonly pattern: { readonly text: string; readonly compiled: EventPattern }
  readonly state: RuleState
  readonly description: string | undefined
  readonly roleArn: string | undefined
  /** By id. */
  readonly targets: Map<string, RuleTarget>
  readonly tags: Map<string, string>
}

export type RuleTarget = Target & { readonly Id: string; readonly Arn: string }

interface Tagged {
  readonly Key: string
  readonly Value: string
}

export const tagList = (tags: ReadonlyMap<string, string>): Tagged[] =>
  [...tags].map(([Key, Value]) => ({ Key, Value }))

export const setTags = (tags: Map<string, string>, given: readonly Tag[]): void => {
  for (const { Key = '', Value = '' } of given) tags.set(Key, Value)
}

export const busArn = (region: string, account: string, name: string): string =>
  `arn:aws:events:${region}:${account}:event-bus/${name}`

/** Buses by name; every region of every account has the bus `default`. */
export const busesOf = perRegion(({ name, account }): Map<string, Bus> => {
  const standard: Bus = {
    name: 'default',
    arn: busArn(name, account.id, 'default'),
    description: undefined,
    createdAt: new Date(0),
    rules: new Map(),
    policy: new Map(),
  }
  return new Map([[standard.name, standard]])
})

export function busByArn(cloud: Cloud, arn: string): Bus | undefined {
  const parsed = parseArn(arn)
  if (parsed?.service !== 'events') return undefined
  const [, name] = /^event-bus\/([^/]+)$/.exec(parsed.resource) ?? []
  const region = regionOf(cloud, parsed)
  return name === undefined || region === undefined ? undefined : busesOf(region).get(name)
}
