import { equalFacets } from '../../contract/facets.ts'
import { findOut, planBack } from '../../contract/plan-back.ts'
import {
  changedSince,
  type Facets,
  isNoPlan,
  type Responder,
  unsettled,
} from '../../contract/responder.ts'
import { closingSettings, type Opened, openedBy } from './event.ts'
import { blockOf, configured, on } from './facets.ts'
import type { Openness } from './past.ts'
import { steps } from './steps.ts'

/** Switches on the settings that close what the call opened. */
export const plan: Responder<Openness>['plan'] = (question) => {
  const { event, target, past, live } = question
  const opened = openedBy(event)
  if (isNoPlan(opened)) return opened
  const change = changeSince(opened, past, live)
  if (change !== null) return unsettled(change)
  const wanted = closingSettings(opened)
  if (wanted.every((setting) => live[setting] === on)) {
    return changedSince(`${wanted.join(' and ')} ${wanted.length > 1 ? 'are' : 'is'} already on`)
  }
  const before: Facets = {
    ...blockOf(live),
    [configured]: on,
    ...Object.fromEntries(wanted.map((setting) => [setting, on])),
  }
  return planBack(question, before, steps, {
    remains: remainsOf(event.principal.key, opened, target.name),
    notes: [
      'The event does not contain the former settings, so more settings may be on than before. If this blocks a caller who needs access, undo the response.',
    ],
  })
}

/** Null where the access is still as the call left it; otherwise what changed. */
function changeSince(opened: Opened, past: Openness, live: Facets): string | null {
  switch (opened.kind) {
    case 'block':
      return equalFacets(blockOf(live), opened.left)
        ? null
        : 'the settings were changed after the call'
    case 'policy':
      return past.policy === opened.document
        ? null
        : 'the bucket now has a different policy, or none'
    case 'acl':
      return past.isGrantedToAll
        ? null
        : 'the access list of the bucket no longer grants public access'
  }
}

function remainsOf(actor: string, { kind }: Opened, name: string): readonly string[] {
  const under: Readonly<Record<Opened['kind'], readonly string[]>> = {
    block: [],
    policy: [
      `The policy of ${name} still has the public statement. Remove it. Until then, ${name} is closed to all other accounts, even to those that the policy names.`,
    ],
    acl: [`The access list of ${name} still has the public grant. Remove it.`],
  }
  return [
    findOut(actor, 'make the call'),
    ...under[kind],
    `Check the server access logs or data events of S3 for reads in between. If neither was on, reads left no record.`,
  ]
}
