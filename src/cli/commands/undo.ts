import { command } from '../command.ts'
import { requestArguments, requestCommand, requestOptions } from '../responses/request-command.ts'

/** Restores what a response took away, if nobody has changed it since. */
export const undo = command({
  name: 'undo',
  description: 'Undo a response, unless somebody has changed the same values since',
  arguments: requestArguments,
  options: requestOptions,
  examples: ['tripline undo 5f0c1d2e3a4b5968 --stage production'],
  run: ([id], options, terminal) =>
    requestCommand(
      { kind: 'undo', id, wantedState: 'undone', openStates: ['done', 'failed', 'undoing'] },
      options,
      terminal,
    ),
})
