import { deployedStage } from '../../project/deployed-stage.ts'
import type { ResponseRecord } from '../../respond/contract/record.ts'
import { command } from '../command.ts'
import { exit } from '../exit.ts'
import { prettyResponses, rowOf } from '../format/pretty-responses.ts'
import { count, type OptionValues, oneOf, projectOptions, stageOption } from '../options.ts'
import { nothingFound, type Outcome } from '../outcome.ts'
import { deployedResponses } from '../responses/deployed-responses.ts'
import type { Terminal } from '../terminal.ts'

/** All states of a response, in the order of its life cycle. */
const responseStates = Object.keys({
  waiting: true,
  'would-do': true,
  acting: true,
  done: true,
  undoing: true,
  undone: true,
  covered: true,
  'changed-since': true,
  refused: true,
  expired: true,
  failed: true,
} satisfies Record<ResponseRecord['state'], true>) as ResponseRecord['state'][]

const options = {
  ...projectOptions,
  stage: stageOption,
  state: oneOf(responseStates, 'state', 'only responses in this state'),
  limit: count(50, 'number', 'how many, the newest first'),
}

type Options = OptionValues<typeof options>

/** Lists the responses of a stage, the newest first. */
export const responses = command({
  name: 'responses',
  description: 'List responses: done, planned and waiting',
  arguments: [],
  options,
  examples: [
    'tripline responses --stage production',
    'tripline responses --state waiting --format json',
  ],
  run: (_, options, terminal) => listResponses(options, terminal),
})

async function listResponses(options: Options, terminal: Terminal): Promise<Outcome> {
  const { all } = await deployedResponses(deployedStage(options, terminal))
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
