/** The responder `deactivate-key`. */
import { arnOf } from '../arns.ts'
import { allow } from '../policy/statement.ts'
import { responderFunction } from './responder.ts'

export const deactivateKey = responderFunction({
  name: 'deactivate-key',
  description: 'Deactivates an access key',
  taking: (manifest) => [
    allow(
      ['iam:GetUser', 'iam:ListAccessKeys', 'iam:UpdateAccessKey'],
      [arnOf(manifest, 'iam', '', 'user/*')],
    ),
  ],
  // The same call activates a key. IAM cannot distinguish the two.
  giving: () => [],
})
