/** The one line that a locked phone shows: how severe, what happened, who, where. */
import type { AlertDocument, ResponseDocument } from './document.ts'
import { inert } from './neutral.ts'

/** An ARN has the name at its very end, which a phone cuts off. */
const arn = /\barn:aws[\w-]*:([\w-]*):[\w-]*:\w*:([^\s'"()[\]{}]+)/g

/**
 * Replaces the ARNs in a text by the names that people use: `alice`, `session (role)`, `my-trail`.
 */
const withNames = (text: string): string =>
  text.replaceAll(arn, (_, service: string, rest: string) => nameIn(service, rest))

function nameIn(service: string, rest: string): string {
  const [kind, ...path] = rest.split('/')
  const last = path.at(-1)
  if (service === 'sts' && kind === 'assumed-role' && path.length > 1) return `${last} (${path[0]})`
  return last || rest.slice(rest.lastIndexOf(':') + 1)
}

const states: Readonly<Record<ResponseDocument['state'], string>> = {
  'would-do': 'WOULD ACT',
  waiting: 'NEEDS APPROVAL',
  done: 'DONE',
  'changed-since': 'CHANGED SINCE',
  refused: 'REFUSED',
  expired: 'EXPIRED',
  failed: 'FAILED',
  undone: 'UNDONE',
}

/** The prefix of the title of an alert that says that something is over; else empty. */
export const endPrefix = (status: AlertDocument['status']): string =>
  status === 'resolved' ? 'RESOLVED: ' : ''

/** The prefix of the title: repeat, end, doubt, or state of a response. */
function newsOf({ status, response, count, possible }: AlertDocument): string {
  if (response !== null) return `${states[response.state]}: `
  if (status === 'resolved') return endPrefix(status)
  return `${status === 'repeat' ? `${count} TIMES: ` : ''}${possiblePrefix(possible)}`
}

/** The prefix of the title of an alert whose rule could not be decided; else empty. */
export const possiblePrefix = (possible: boolean): string => (possible ? 'POSSIBLE: ' : '')

/** At most 400 UTF-16 units; inert (`inert`). */
export function headline(document: AlertDocument): string {
  const { severity, title, actor, account, region } = document
  const what = withNames(title)
  const who = actor === null ? '' : withNames(actor.name)
  const by = who === '' || what.includes(who) ? '' : ` by ${inert(who, 80)}`
  const where = [account, region].filter((part) => part !== null && !what.includes(part)).join(' ')
  const at = where === '' ? '' : ` in ${inert(where, 40)}`
  return `${severity.toUpperCase()}: ${newsOf(document)}${inert(what, 240)}${by}${at}`
}
