/**
 * Turns IAM's description of an entity into facets. GetAccountAuthorizationDetails and the calls
 * for a single entity have these shapes in common.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
import type { Facets } from '../../contract/responder.ts'
import { decodeDocument } from './policy-document.ts'

interface InlinePolicy {
  readonly PolicyName?: string | undefined
  readonly PolicyDocument?: string | undefined
}

export interface EntityDetail {
  readonly Path?: string | undefined
  readonly inline: readonly InlinePolicy[]
  readonly attached: readonly { readonly PolicyArn?: string | undefined }[]
  readonly PermissionsBoundary?:
    | { readonly PermissionsBoundaryArn?: string | undefined }
    | undefined
  readonly Tags?: readonly Tag[] | undefined
  /** Of a user. */
  readonly groups?: readonly string[]
  /** Of a role. */
  readonly AssumeRolePolicyDocument?: string | undefined
  /** Of a role; undefined where it is not known, as in GetAccountAuthorizationDetails. */
  readonly settings?: RoleSettings | undefined
}

interface Tag {
  readonly Key?: string | undefined
  readonly Value?: string | undefined
}

export interface RoleSettings {
  readonly Description?: string | undefined
  readonly MaxSessionDuration?: number | undefined
}

/**
 * One hour, IAM's default.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
const defaultSessionSeconds = 3600

export const settingsText = ({ Description, MaxSessionDuration }: RoleSettings): string =>
  JSON.stringify({
    description: Description ?? '',
    maxSessionSeconds: MaxSessionDuration ?? defaultSessionSeconds,
  })

export const pathText = (path: string | undefined): string => JSON.stringify({ path: path || '/' })

export function entityFacets(detail: EntityDetail): Facets {
  const { AssumeRolePolicyDocument: trust, PermissionsBoundary: boundary, settings } = detail
  return {
    entity: pathText(detail.Path),
    ...(settings === undefined ? {} : { settings: settingsText(settings) }),
    ...(trust === undefined ? {} : { trust: decodeDocument(trust) }),
    ...(boundary?.PermissionsBoundaryArn === undefined
      ? {}
      : { boundary: boundary.PermissionsBoundaryArn }),
    ...tagFacets(detail.Tags ?? []),
    ...named(detail.inline, 'inline', ({ PolicyName, PolicyDocument }) => [
      PolicyName,
      decodeDocument(PolicyDocument ?? ''),
    ]),
    ...named(detail.attached, 'attached', ({ PolicyArn }) => [PolicyArn, 'yes']),
    ...named(detail.groups ?? [], 'group', (group) => [group, 'yes']),
  }
}

/** Without tags, which GetAccountAuthorizationDetails does not return. */
export interface PolicyDetail {
  readonly Path?: string | undefined
  readonly Description?: string | undefined
  readonly DefaultVersionId?: string | undefined
  readonly versions: readonly {
    readonly VersionId?: string | undefined
    readonly Document?: string | undefined
  }[]
}

export function policyFacets(detail: PolicyDetail): Facets {
  return {
    entity: pathText(detail.Path),
    settings: policySettingsText(detail.Description),
    ...(detail.DefaultVersionId === undefined ? {} : { default: detail.DefaultVersionId }),
    ...named(detail.versions, 'version', ({ VersionId, Document }) => [
      VersionId,
      decodeDocument(Document ?? ''),
    ]),
  }
}

export const policySettingsText = (description: string | undefined): string =>
  JSON.stringify({ description: description ?? '' })

const tagFacets = (tags: readonly Tag[]): Facets =>
  named(tags, 'tag', ({ Key, Value }) => [Key, Value ?? ''])

/** `prefix:<name>` for each item that has a name. */
const named = <Item>(
  items: readonly Item[],
  prefix: string,
  read: (item: Item) => readonly [string | undefined, string],
): Facets =>
  Object.fromEntries(
    items.map(read).flatMap(([name, value]) => (name ? [[`${prefix}:${name}`, value]] : [])),
  )
