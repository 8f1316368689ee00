/** Telling a response what to do, and waiting until it says what came of it. */

import { CannotAnswer } from '../../diagnostics/cannot-answer.ts'
import { deployedStage, type StageOptions } from '../../project/deployed-stage.ts'
import type { ResponseRecord } from '../../respond/record.ts'
import { exit } from '../exit.ts'
import { prettyResponse, type ResponseRow, rowOf } from '../format/pretty-responses.ts'
import type { Outcome } from '../outcome.ts'
import { nothingFound } from '../print-diagnostics.ts'
import { progressLine } from '../progress.ts'
import type { Terminal } from '../terminal.ts'
import { type Responses, responsesOf } from './responses.ts'

export interface AskOptions extends StageOptions {
  readonly reason?: string
  /** How long to wait for the answer, in seconds. */
  readonly wait: number
}

/** A response, and what may be asked of it. */
interface Question {
  readonly kind: 'approve' | 'undo'
  readonly id: string
  /** The state that means yes. */
  readonly wanted: 'done' | 'undone'
  /** States in which there is anything to ask. */
  readonly open: readonly ResponseRecord['state'][]
}

const betweenLooksMs = 500

/**
 * A responder that finds the response broken off goes on with it, and says nothing of who asked: the
 * state that was wanted, unchanged for this long, is an answer too.
 */
const settledMs = 10_000

export async function ask(
  question: Question,
  options: AskOptions,
  terminal: Terminal,
): Promise<Outcome> {
  const { kind, id } = question
  if (!/^[0-9a-f]{16}$/.test(id)) {
    throw new CannotAnswer(
      `\`${id}\` is no id of a response`,
      'it is the 16 characters at the end of the command in the alert; `tripline responses` lists them',
    )
  }
  const stage = deployedStage(options, terminal)
  const responses = await responsesOf(stage)
  const record = await responses.load(id)
  if (record === null) {
    throw new CannotAnswer(
      `stage ${stage.stage} has no response ${id}`,
      '`tripline responses` lists those it has',
    )
  }
  if (!question.open.includes(record.state)) {
    const answer = `there is nothing to ${kind}: it is ${record.state}`
    return outcomeOf(question, record, answer, terminal)
  }
  const { responder } = record.request
  await responses.tell(responder, { kind, id, reason: options.reason ?? null })
  terminal.err(`${kind} ${id}: told ${responder} in ${stage.home}, waiting for its answer\n`)
  const answered = await wait(question, record, options.wait * 1000, responses, terminal)
  return outcomeOf(question, answered, answered.command?.answer ?? null, terminal)
}

async function wait(
  { kind, id, wanted }: Question,
  before: ResponseRecord,
  waitMs: number,
  responses: Responses,
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
        if (record.state === wanted && nowMs - since.ms > settledMs) return record
      }
      if (nowMs - startedMs > waitMs) break
      progress.show(
        `  ${Math.round((nowMs - startedMs) / 1000)} s, it is ${record?.state ?? 'gone'}`,
      )
      await new Promise((resolve) => setTimeout(resolve, betweenLooksMs))
    }
  } finally {
    progress.clear()
  }
  throw new CannotAnswer(
    `no answer to ${kind} ${id} within ${waitMs / 1000} s; it may still come`,
    '`tripline responses` shows what came of it; do not ask again before',
  )
}

/** The responder leaves the last command on the record, with its answer. */
const isAnswer = (kind: Question['kind'], before: ResponseRecord, now: ResponseRecord): boolean =>
  now.command?.kind === kind && JSON.stringify(now.command) !== JSON.stringify(before.command)

function outcomeOf(
  { wanted }: Question,
  record: ResponseRecord,
  answer: string | null,
  terminal: Terminal,
): Outcome {
  const isYes = record.state === wanted
  const row: ResponseRow & { readonly answer: string | null } = { ...rowOf(record), answer }
  return {
    ...nothingFound,
    exit: isYes ? exit.yes : exit.no,
    pretty: prettyResponse(record, isYes, answer, terminal),
    data: row,
    rows: [row],
  }
}
