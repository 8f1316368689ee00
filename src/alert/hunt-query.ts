/**
 * What else the same caller did: a query for Amazon Athena over the table that AWS's own guide
 * creates for a trail. It stands in the alert as text, to be copied.
 * https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-ct.html
 */
import type { ActorDocument, AlertDocument } from './document.ts'
import { instantMs, isoOf } from './instant.ts'
import { inert } from './neutral.ts'

const dayMs = 24 * 3_600_000

/** The next 24 hours of this actor; undefined where the alert names no actor or no time. */
export function huntQuery({ actor, time }: AlertDocument): string | undefined {
  const fromMs = instantMs(time)
  if (actor === null || fromMs === undefined) return undefined
  const second = (ms: number) => `'${isoOf(ms).slice(0, 19)}Z'`
  return [
    'SELECT eventtime, eventsource, eventname, awsregion, sourceipaddress, errorcode, requestparameters',
    'FROM cloudtrail_logs',
    `WHERE (${callerCondition(actor)})`,
    `  AND eventtime BETWEEN ${second(fromMs)} AND ${second(fromMs + dayMs)}`,
    'ORDER BY eventtime',
  ].join('\n')
}

/** The session's key finds the calls that a role's other sessions did not make. */
function callerCondition({ name, kind, account, accessKeyId }: ActorDocument): string {
  const byKey = accessKeyId ? ` OR useridentity.accesskeyid = ${literal(accessKeyId)}` : ''
  if (kind === 'root' && account !== null) {
    return `useridentity.type = 'Root' AND useridentity.accountid = ${literal(account)}`
  }
  if (kind === 'service') return `useridentity.invokedby = ${literal(name)}`
  if (name.startsWith('arn:')) return `useridentity.arn = ${literal(name)}${byKey}`
  const column = kind === 'user' || kind === 'federated' ? 'username' : 'principalid'
  return `useridentity.${column} = ${literal(name)}${byKey}`
}

/**
 * Text of SQL. Names that would not be inert where the alert is shown are written in escapes, which
 * Athena undoes: the query says exactly the name, and nothing in it is a link or a line of its own.
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
