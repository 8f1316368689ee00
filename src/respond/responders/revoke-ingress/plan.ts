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
  if (named.length === 0) return refuse('the event does not say which permissions it added')
  const rules = rulesIn(live)
  const found = named
    .map((each) => rules.find((rule) => isThe(rule, each)))
    .filter((rule) => rule !== undefined)
  if (found.length === 0) {
    return unsettled(`none of the permissions that the call added is in ${target.name} any more`)
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
  `Connections that were made through ${group} in between may go on: security groups do not end what is established.`,
  `Look through the VPC flow logs for who came in, and at what ${group} is attached to.`,
  ...(unnamed === 0
    ? []
    : [
        `The call also let in a security group that it called by its name alone; that is not undone.`,
      ]),
]

const notesOf = (gone: number): readonly string[] =>
  gone === 0
    ? []
    : [
        `${gone} of the permissions that the call added ${gone === 1 ? 'does' : 'do'} not stand any more, or ${gone === 1 ? 'was' : 'were'} added again by somebody else; the others are taken out.`,
      ]
