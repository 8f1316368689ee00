import { command } from '../command.ts'
import { requestArguments, requestCommand, requestOptions } from '../responses/request-command.ts'

/** Lets a response act that waits for a person; the responder checks the live state again before it does. */
export const approve = command({
  name: 'approve',
  description: 'Let a response act that waits for a person, and wait for what comes of it',
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
