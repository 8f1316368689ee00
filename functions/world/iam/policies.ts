import { allPages } from '../pages.ts'
import { inTurn } from './in-turn.ts'

/** The calls that list the policies of a user, role or group, and read an inline one. */
interface PolicyCalls<Inline, Attached> {
  names(Marker?: string): Promise<{
    readonly PolicyNames?: readonly string[] | undefined
    readonly Marker?: string | undefined
  }>
  inline(PolicyName: string): Promise<Inline>
  attached(Marker?: string): Promise<{
    readonly AttachedPolicies?: readonly Attached[] | undefined
    readonly Marker?: string | undefined
  }>
}

/** The inline and the attached policies of a user, role or group. */
export async function policiesOf<Inline, Attached>(calls: PolicyCalls<Inline, Attached>) {
  const names = await allPages(async (marker) => {
    const page = await calls.names(marker)
    return { items: page.PolicyNames, next: page.Marker }
  })
  const inline = await inTurn(names, calls.inline)
  const attached = await allPages(async (marker) => {
    const page = await calls.attached(marker)
    return { items: page.AttachedPolicies, next: page.Marker }
  })
  return { inline, attached }
}
