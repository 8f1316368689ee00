import { deployedStage, type StageOptions } from '../../project/deployed-stage.ts'
import type { ResponseRecord } from '../../respond/record.ts'
import { exit } from '../exit.ts'
import { prettyResponses, rowOf } from '../format/pretty-responses.ts'
import type { Outcome } from '../outcome.ts'
import { nothingFound } from '../print-diagnostics.ts'
import type { Terminal } from '../terminal.ts'
import { responsesOf } from '../world/responses.ts'

export interface ResponsesOptions extends StageOptions {
  readonly state?: ResponseRecord['state']
  readonly limit: number
}

/** All states that a response may be seen in. */
export const responseStates: readonly ResponseRecord['state'][] = [
  'waiting',
  'would-do',
  'acting',
  'done',
  'undoing',
  'undone',
  'covered',
  'changed-since',
  'refused',
  'expired',
  'failed',
]

/** The responses of a stage, the newest first. */
export async function responses(options: ResponsesOptions, terminal: Terminal): Promise<Outcome> {
  const { all } = await responsesOf(deployedStage(options, terminal))
  const found = (await all())
    .map(rowOf)
    .filter(({ state }) => options.state === undefined || state === options.state)
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.id < b.id ? -1 : 1))
  const rows = found.slice(0, options.limit)
  return {
    ...nothingFound,
    exit: exit.yes,
    pretty: prettyResponses(rows, found.length - rows.length, terminal),
    data: { responses: rows, more: found.length - rows.length },
    rows,
  }
}
