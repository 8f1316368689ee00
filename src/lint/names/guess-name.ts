/** Suggests the event name that was probably meant by a name that no event has. */
import { nearest } from '../../diagnostics/nearest.ts'

/** Verbs that AWS services use with the same meaning. */
const alike = [
  ['Put', 'Update', 'Set', 'Modify', 'Replace', 'Change', 'Edit'],
  ['Create', 'Add', 'Put', 'Register', 'Attach', 'Associate', 'Enable', 'Start'],
  ['Delete', 'Remove', 'Deregister', 'Detach', 'Disassociate', 'Terminate', 'Disable', 'Stop'],
  ['Get', 'List', 'Describe', 'BatchGet', 'Search'],
]

/**
 * What was probably meant by a name that no event has: the same name with something after it, the
 * same thing with another verb, or a name spelt nearly alike.
 */
export function guessName(written: string, known: Iterable<string>): string | undefined {
  const names = [...known]
  const longer = names.filter((name) => name.startsWith(written)).sort(byLength)[0]
  if (written.length >= 8 && longer !== undefined) return longer
  const [verb, thing] = split(written)
  const verbs = alike.filter((group) => group.includes(verb)).flat()
  const sameThing = names.filter((name) => split(name)[1] === thing && thing !== '')
  const related = verbs.find((other) => sameThing.includes(other + thing))
  return related === undefined ? nearest(written, names) : related + thing
}

/** Other names about the same thing, where there is no guess: what a service can do with it. */
export const aboutTheSame = (written: string, known: Iterable<string>): readonly string[] => {
  const [, thing] = split(written)
  return thing === '' ? [] : [...known].filter((name) => split(name)[1] === thing).sort()
}

function split(name: string): [verb: string, thing: string] {
  const [verb = ''] = /^(?:BatchGet|[A-Z][a-z]+)/.exec(name) ?? []
  return [verb, name.slice(verb.length)]
}

const byLength = (a: string, b: string): number => a.length - b.length
