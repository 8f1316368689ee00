import { sourceEnding } from '../../aws/api-catalogue.ts'
import { serviceOfEndpoint } from '../../aws/event-names-sources.ts'
import { unguardedName } from '../../diagnostics/catalogue/lint/names.ts'
import { exactText, nameTests } from '../names/name-tests.ts'
import type { Lint, Subject } from '../subject.ts'

/** `CreateUser` without a service: sixteen services have users to create. */
export const unguardedNames: Lint = (subject) =>
  nameTests(subject).flatMap(({ check, verdict, sources, excluded, inUnless, span }) => {
    const name = exactText(check)
    if (name === undefined || verdict.is !== 'fine' || sources || excluded || inUnless) return []
    const services = servicesOf(name, subject)
    return services.length > 1 ? [unguardedName(name, services, span)] : []
  })

/** Each service once, whatever its endpoints are called. */
function servicesOf(name: string, { names }: Subject): readonly string[] {
  const services = names.sourcesOf(name).map((source) => {
    const service = source.slice(0, -sourceEnding.length)
    return (serviceOfEndpoint.get(service) ?? service) + sourceEnding
  })
  return [...new Set(services)]
}
