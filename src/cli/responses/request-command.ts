/**
 * Sends a command to the responder of a response, and waits for the answer on the response's
 * record.
 */

import {
  noResponse,
  noResult,
  notAResponseId,
} from '../../diagnostics/catalogue/cannot-answer/responses.ts'
import { deployedStage } from '../../project/deployed-stage.ts'
import type { ResponseRecord } from '../../respond/contract/record.ts'
import { required } from '../arguments.ts'
import { exit } from '../exit.ts'
import { prettyResponse, type ResponseRow, rowOf } from '../format/pretty-responses.ts'
import { count, type OptionValues, projectOptions, stageOption, text } from '../options.ts'
import { nothingFound, type Outcome } from '../outcome.ts'
import { progressLine } from '../progress.ts'
import type { Terminal } from '../terminal.ts'
import { type DeployedResponses, deployedResponses } from './deployed-responses.ts'

/** The arguments of both `approve` and `undo`. */
export const requestArguments = [required('id', 'the id of the response, from its alert')] as const

export const requestOptions = {
  ...projectOptions,
  stage: stageOption,
  reason: text('text', 'the reason, which is recorded with the response'),
  wait: count(240, 'seconds', 'how long to wait for the answer'),
}

/** A command for one response, and the states in which it applies. */
interface CommandRequest {
  readonly kind: 'approve' | 'undo'
  readonly id: string
  /** The state that counts as success. */
  readonly wantedState: 'done' | 'undone'
  /** The states in which the responder can act. */
  readonly openStates: readonly ResponseRecord['state'][]
}

const pollMs = 500

/**
 * A responder that finds an interrupted response resumes it, and does not record this command. The
 * wanted state, unchanged for this many milliseconds, therefore counts as an answer too.
 */
const settledMs = 10_000

/**
 * Sends the command, unless the record shows that nothing is left to do. Throws `CannotAnswer` if
 * no answer comes in time.
 */
export async function requestCommand(
  request: CommandRequest,
  options: OptionValues<typeof requestOptions>,
  terminal: Terminal,
): Promise<Outcome> {
  const { kind, id } = request
  if (!/^[0-9a-f]{16}$/.test(id)) {
    throw notAResponseId(id)
  }
  const stage = deployedStage(options, terminal)
  const responses = await deployedResponses(stage)
  const record = await responses.load(id)
  if (record === null) {
    throw noResponse(id, stage.stage)
  }
  if (!request.openStates.includes(record.state)) {
    const answer = `nothing to ${kind}: the response is ${record.state}`
    return outcomeOf(request, record, answer, terminal)
  }
  await responses.send({ kind, id, reason: options.reason ?? null })
  terminal.err(
    `${kind} ${id}: sent to ${record.request.responder} in ${stage.home}, waiting for the answer\n`,
  )
  const answered = await awaitAnswer(request, record, options.wait * 1000, responses, terminal)
  return outcomeOf(request, answered, answered.command?.answer ?? null, terminal)
}

async function awaitAnswer(
  { kind, id, wantedState }: CommandRequest,
  before: ResponseRecord,
  waitMs: number,
  responses: DeployedResponses,
  terminal: Terminal,
): Promise<ResponseRecord> {
  const progress = progressLine(terminal)
  const startedMs = performance.now()
  let since = { version: before.version, ms: startedMs }
  try {
    for (;;) {
      const record = await responses.load(id)
      const nowMs = performance.now()
      if (record !== null) {
        if (isAnswer(kind, before, record)) return record
        if (record.version !== since.version) since = { version: record.version, ms: nowMs }
        if (record.state === wantedState && nowMs - since.ms > settledMs) return record
      }
      if (nowMs - startedMs > waitMs) break
      progress.show(
        `  ${Math.round((nowMs - startedMs) / 1000)} s, the response is ${record?.state ?? 'missing'}`,
      )
      await new Promise((resolve) => setTimeout(resolve, pollMs))
    }
  } finally {
    progress.clear()
  }
  throw noResult(kind, id, waitMs / 1000)
}

/**
 * Whether the record answers this command: the responder keeps the last command on it, with its
 * answer.
 */
const isAnswer = (
  kind: CommandRequest['kind'],
  before: ResponseRecord,
  now: ResponseRecord,
): boolean =>
  now.command?.kind === kind && JSON.stringify(now.command) !== JSON.stringify(before.command)

function outcomeOf(
  { wantedState }: CommandRequest,
  record: ResponseRecord,
  answer: string | null,
  terminal: Terminal,
): Outcome {
  const isYes = record.state === wantedState
  const row: ResponseRow & { readonly answer: string | null } = { ...rowOf(record), answer }
  return {
    ...nothingFound,
    exit: isYes ? exit.yes : exit.no,
    pretty: prettyResponse(record, isYes, answer, terminal),
    data: row,
    rows: [row],
  }
}
