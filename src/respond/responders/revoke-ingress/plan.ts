import { findOut, planBack } from '../../contract/plan-back.ts'
import { type Facets, type Responder, refuse, unsettled } from '../../contract/responder.ts'
import { type Added, addedBy } from './event.ts'
import { ingressFacets, rulesIn } from './facets.ts'
import { type IngressRule, isSamePermission } from './permission.ts'
import { steps } from './steps.ts'
import { groupOf } from './target.ts'

/** Plans to revoke the permissions that the call added and that are unchanged since. */
export const plan: Responder<null>['plan'] = (question) => {
  const { event, target, live } = question
  const added = addedBy(event.request, event.answer)
  const named = added.filter((each) => each !== null)
  if (named.length === 0) return refuse('the event does not contain the new permissions')
  const rules = rulesIn(live)
  const found = named
    .map((each) => rules.find((rule) => isThe(rule, each)))
    .filter((rule) => rule !== undefined)
  if (found.length === 0) {
    return unsettled(`${target.name} no longer has any of the permissions that the call added`)
  }
  const before: Facets = Object.fromEntries(
    Object.keys(ingressFacets(found)).map((name) => [name, null]),
  )
  return planBack(question, before, steps, {
    remains: remainsOf(event.principal.key, groupOf(target).group, added.length - named.length),
    notes: notesOf(named.length - found.length),
  })
}

/**
 * Compares by id where the event has it: the same permission added again came from another call.
 */
const isThe = (rule: IngressRule, added: Added): boolean =>
  added.kind === 'rule' ? rule.id === added.id : isSamePermission(rule, added.permission)

const remainsOf = (actor: string, group: string, unnamed: number): readonly string[] => [
  findOut(actor, 'make the call'),
  `Connections that were opened through ${group} in between may still be open. A security group does not close established connections.`,
  `Look in the VPC flow logs for addresses that connected, and check the resources that use ${group}.`,
  ...(unnamed === 0
    ? []
    : [
        `The call also allowed a security group that it identified only by name. That permission is not removed. Remove it by hand.`,
      ]),
]

const notesOf = (gone: number): readonly string[] =>
  gone === 0
    ? []
    : [
        `${gone} of the permissions that the call added no longer ${gone === 1 ? 'exists' : 'exist'}, or another call added ${gone === 1 ? 'it' : 'them'} again. The others are removed.`,
      ]
