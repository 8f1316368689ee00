/**
 * The roles of a stage that may make a call. Policies of queues, topics and tables except these
 * roles, so they are derived from the permissions and never listed by hand.
 */
import { roleArn } from './arns.ts'
import type { Manifest } from './manifest.ts'
import { permissionsOf } from './permissions.ts'
import type { Statement } from './policy/statement.ts'
import { schedulePermissions } from './schedules.ts'

/** The ARNs of the roles that may make one of these calls on the resource, in the order of roles. */
export const rolesThatMay = (
  manifest: Manifest,
  actions: readonly string[],
  resource: string,
): readonly string[] =>
  rolesOf(manifest)
    .filter(({ statements }) => statements.some((each) => allows(each, actions, resource)))
    .map(({ name }) => roleArn(manifest, name))

interface Role {
  /** The name after the prefix. */
  readonly name: string
  readonly statements: readonly Statement[]
}

/** The roles that send messages, publish, or write tables: those of functions and of schedules. */
const rolesOf = (manifest: Manifest): readonly Role[] => [
  ...manifest.functions.map((name) => ({ name, statements: permissionsOf(manifest, name) })),
  { name: 'schedule', statements: schedulePermissions(manifest) },
]

/** Permissions on queues, topics and tables have no wildcards, so texts are compared. */
const allows = (
  { Effect, Action, Resource }: Statement,
  actions: readonly string[],
  resource: string,
): boolean =>
  Effect === 'Allow' &&
  list(Action).some((action) => actions.includes(action)) &&
  list(Resource).includes(resource)

const list = (value: string | readonly string[]): readonly string[] =>
  typeof value === 'string' ? [value] : value
