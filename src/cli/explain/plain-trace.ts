import type { Trace } from '../../engine/explain.ts'
import { pathText } from '../../ir/path.ts'
import { describeCheck } from '../../operators/description.ts'
import type { Project } from '../../project/project.ts'

/** A trace as JSON, with the line on which each clause is written. */
export function plainTrace(trace: Trace, project: Pick<Project, 'origins'>): unknown {
  const origin = project.origins.get(trace.predicate)
  const place = origin && {
    line: origin.span.start.line,
    ...(origin.label && { label: origin.label }),
  }
  if (trace.kind === 'each') {
    const { holds, predicate, elementCount, nearest } = trace
    return {
      kind: 'each',
      holds,
      ...place,
      path: pathText(predicate.path),
      elementCount,
      element: nearest && { number: nearest.number, of: plainTrace(nearest.trace, project) },
    }
  }
  if (trace.kind !== 'block')
    return {
      kind: trace.kind,
      holds: trace.holds,
      undecided: trace.undecided,
      ...place,
      of: trace.of.map((part) => plainTrace(part, project)),
    }
  return {
    kind: 'block',
    holds: trace.holds,
    undecided: trace.undecided,
    ...place,
    fields: trace.fields.map(({ field, holds, undecided, found, why }) => ({
      path: pathText(field.path),
      wanted: describeCheck(field.check),
      found,
      holds,
      undecided,
      why: why ?? null,
      line: project.origins.get(field)?.span.start.line ?? null,
    })),
  }
}
