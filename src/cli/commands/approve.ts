import { command } from '../command.ts'
import { requestArguments, requestCommand, requestOptions } from '../responses/request-command.ts'

/**
 * Approves a response that waits for a person. The responder checks the live state again before it
 * acts.
 */
export const approve = command({
  name: 'approve',
  description: 'Approve a response that waits for a person, and wait for the result',
  arguments: requestArguments,
  options: requestOptions,
  examples: [
    'tripline approve 5f0c1d2e3a4b5968 --stage production',
    "tripline approve 5f0c1d2e3a4b5968 --reason 'nobody of us made this change'",
  ],
  run: ([id], options, terminal) =>
    requestCommand(
      { kind: 'approve', id, wantedState: 'done', openStates: ['waiting', 'acting'] },
      options,
      terminal,
    ),
})
