/** Prints responses for people: one in full, or one on each line. */
import { visible } from '../../diagnostics/render.ts'
import { digest } from '../../replay/digest.ts'
import { eventOf, type ResponseRecord } from '../../respond/contract/record.ts'
import { alertOf } from '../../respond/contract/response-alert.ts'
import { palette, type Terminal } from '../terminal.ts'

/** A response in short, for programs. Times are in ISO 8601. */
export interface ResponseRow {
  readonly id: string
  readonly state: ResponseRecord['state']
  readonly responder: string
  readonly mode: string
  readonly rule: string
  readonly event: string
  readonly target: string | null
  readonly by: string
  /** The time of the call that the response answers. */
  readonly at: string
  readonly changedAt: string
  /** The time until which it waits for approval; null if it does not wait. */
  readonly expiresAt: string | null
  readonly why: string | null
  readonly coveredBy: string | null
  readonly approvedBy: string | null
  readonly undoneBy: string | null
}

export function rowOf(record: ResponseRecord): ResponseRow {
  const { id, state, request, target, changedAt, expiresAt, why } = record
  const { coveredBy, approvedBy, undoneBy } = record
  const { name, principal, at } = eventOf(request)
  return {
    id,
    state,
    responder: request.responder,
    mode: request.mode,
    rule: request.rule,
    event: name,
    target: target?.name ?? null,
    by: principal.key,
    at,
    changedAt,
    expiresAt: state === 'waiting' ? expiresAt : null,
    why,
    coveredBy,
    approvedBy,
    undoneBy,
  }
}

/**
 * A response in full. The caller chooses the values of a call, so they are escaped for the
 * terminal.
 */
export function prettyResponse(
  record: ResponseRecord,
  isYes: boolean,
  answer: string | null,
  terminal: Pick<Terminal, 'color'>,
): string {
  const paint = palette(terminal)
  const { response, notes } = alertOf(record, { digest })
  const mark = isYes ? paint.good('✓') : paint.error('✗')
  const steps = (response?.steps ?? []).map(
    ({ call, done }) => `  ${done ? paint.good('✓') : paint.faint('·')} ${visible(call)}`,
  )
  const isNews = answer !== null && answer !== `it is ${record.state}` && answer !== record.why
  return [
    `${mark} ${paint.strong(record.state)} ${visible(response?.summary ?? '')}`,
    ...(isNews ? [`  ${visible(answer)}`] : []),
    ...(record.coveredBy === null ? [] : [`  already restored by response ${record.coveredBy}`]),
    ...steps,
    ...notes.map((note) => `  ${paint.faint(visible(note))}`),
    ...(isYes ? (response?.remains ?? []).map((line) => `  - ${visible(line)}`) : []),
    ...(response?.command ? [`  ${visible(response.command)}`] : []),
    '',
  ].join('\n')
}

export function prettyResponses(
  rows: readonly ResponseRow[],
  more: number,
  terminal: Pick<Terminal, 'color'>,
): string {
  const paint = palette(terminal)
  const widest = Math.max(0, ...rows.map(({ state }) => state.length))
  const lines = rows.flatMap((row) => {
    const what = `${row.event}${row.target === null ? '' : ` of ${row.target}`} by ${row.by}`
    const details = [row.expiresAt && `expires ${row.expiresAt}`, row.why].filter(Boolean)
    return [
      `${row.id}  ${paint.strong(row.state.padEnd(widest))}  ${row.at.slice(0, 19)}Z  ${visible(what)}`,
      `${' '.repeat(18)}${paint.faint(visible([`${row.responder}, ${row.mode}, rule ${row.rule}`, ...details].join('; ')))}`,
    ]
  })
  const rest = more === 0 ? [] : [paint.faint(`… and ${more} older; --limit shows more`)]
  return `${[...(rows.length === 0 ? ['no responses'] : lines), ...rest].join('\n')}\n`
}
