/**
 * Writes a query for the same caller's other calls: Amazon Athena, over the table that AWS's own
 * guide creates for a trail. The alert contains it as text, to be copied.
 * https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-ct.html
 */
import { personIn } from '../engine/actor.ts'
import type { ActorDocument, AlertDocument } from './document.ts'
import { instantMs, isoOf } from './instant.ts'
import { inert } from './neutral.ts'

const dayMs = 24 * 3_600_000

/** A query for the actor's next 24 hours; undefined where the alert has no actor or no time. */
export function huntQuery({ actor, time }: AlertDocument): string | undefined {
  const fromMs = instantMs(time)
  if (actor === null || fromMs === undefined) return undefined
  const second = (ms: number) => `'${isoOf(ms).slice(0, 19)}Z'`
  return [
    'SELECT eventtime, eventsource, eventname, awsregion, sourceipaddress, errorcode, requestparameters',
    'FROM cloudtrail_logs',
    `WHERE (${callerIs(actor)})`,
    `  AND eventtime BETWEEN ${second(fromMs)} AND ${second(fromMs + dayMs)}`,
    'ORDER BY eventtime',
  ].join('\n')
}

/**
 * The condition for the actor, in all of its sessions: an intruder would start a new session for
 * each call.
 */
function callerIs(actor: ActorDocument): string {
  const byKey = actor.accessKeyId
    ? ` OR useridentity.accesskeyid = ${literal(actor.accessKeyId)}`
    : ''
  return `${conditionFor(actor)}${byKey}`
}

function conditionFor({ name, kind, account, assumedFrom, sessionName }: ActorDocument): string {
  if (kind === 'root' && account !== null) {
    return `useridentity.type = 'Root' AND useridentity.accountid = ${literal(account)}`
  }
  const person = personIn(name)
  if (person !== undefined) return isPerson(person, sessionName)
  if (kind === 'service')
    return `useridentity.invokedby = ${literal(name.replace(/^service:/, ''))}`
  const issuer = 'useridentity.sessioncontext.sessionissuer'
  if (assumedFrom?.startsWith('arn:')) return `${issuer}.arn = ${literal(assumedFrom)}`
  if (assumedFrom !== null) return `${issuer}.username = ${literal(assumedFrom)}`
  // A user of an identity provider: the actor is the provider, a slash and the name.
  if (kind === 'federated') return `${literal(name)} LIKE '%' || useridentity.username`
  if (name.startsWith('arn:')) return `useridentity.arn = ${literal(name)}`
  const address = /^anonymous:(.+)/.exec(name)?.[1]
  if (address !== undefined) return `sourceipaddress = ${literal(address)}`
  const uniqueId = /^\d{12}\/(.+)$/.exec(name)?.[1]
  if (uniqueId !== undefined) return `useridentity.principalid LIKE ${literal(uniqueId)} || '%'`
  const column = kind === 'user' ? 'username' : 'principalid'
  return `useridentity.${column} = ${literal(name)}`
}

/** A person has an id with its store, or a name that is the name of each session. */
function isPerson(person: string, sessionName: string | null): string {
  const [, id] = /^d-[^/]+\/(.+)$/.exec(person) ?? []
  if (id !== undefined) return `useridentity.onbehalfof.userid = ${literal(id)}`
  if (sessionName !== null) return `useridentity.principalid LIKE '%:' || ${literal(sessionName)}`
  return `lower(json_extract_scalar(additionaleventdata, '$.UserName')) = ${literal(person)}`
}

/**
 * A text literal of SQL. Names that would not be inert in an alert are escaped, and Athena decodes
 * them: the query means exactly the name, and nothing in it is a link or starts a line.
 * https://trino.io/docs/current/language/types.html#varchar
 */
export function literal(text: string): string {
  if (!text.includes("'") && inert(text, text.length + 1) === text) return `'${text}'`
  const escaped = Array.from(text.toWellFormed(), (character) => {
    if (/[\w +=,-]/.test(character)) return character
    const code = (character.codePointAt(0) ?? 0).toString(16)
    return code.length > 4 ? `\\+${code.padStart(6, '0')}` : `\\${code.padStart(4, '0')}`
  })
  return `U&'${escaped.join('')}'`
}
