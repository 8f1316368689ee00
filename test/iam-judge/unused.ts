/** Which permissions of roles nobody used. */
import type { RolePlan } from '../../src/plan/roles.ts'
import type { Use } from './judge.ts'

/**
 * The permissions that were never used. The statements of a role are tables of actions and
 * resources: an action is unused if no call made it on a resource of its statement, and a resource if
 * no call made an action of its statement on it. A text such as `detect sqs:SendMessage on
 * arn:…:events-dead`, without the prefix of the stage; of several resources, or actions, only the
 * unused one is named.
 */
export function unusedPermissions(
  prefix: string,
  roles: readonly RolePlan[],
  used: readonly Use[],
): readonly string[] {
  const unused = roles.flatMap(({ name, statements }) =>
    statements
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Action, Resource }) => {
        const [actions, resources] = [[Action].flat(), [Resource].flat()]
        const within = used.filter(
          ({ role, action, resource }) =>
            role === name &&
            actions.includes(action) &&
            resources.some((pattern) => covers(pattern, resource)),
        )
        const [only] = resources
        const where = resources.length === 1 && only !== '*' ? ` on ${only}` : ''
        return [
          ...actions
            .filter((action) => !within.some((use) => use.action === action))
            .map((action) => `${name} ${action}${where}`),
          ...resources
            .filter(() => resources.length > 1)
            .filter((pattern) => !within.some(({ resource }) => covers(pattern, resource)))
            .map((pattern) => `${name} on ${pattern}`),
        ]
      }),
  )
  return [...new Set(unused)].map((text) => text.replaceAll(`${prefix}-`, '')).sort()
}

const covers = (pattern: string, resource: string): boolean =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  ).test(resource)

/** The same role in several manifests: the statements of all. */
export function joined(plans: readonly RolePlan[]): readonly RolePlan[] {
  const byName = Map.groupBy(plans, ({ name }) => name)
  return [...byName.values()].flatMap(([first, ...rest]) =>
    first === undefined
      ? []
      : [{ ...first, statements: [first, ...rest].flatMap(({ statements }) => statements) }],
  )
}
