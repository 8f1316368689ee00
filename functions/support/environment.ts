/** What a function is told when it is deployed: variables, read when they are needed. */

/** Throws for a variable that is not set: a function that goes on without it fails later and says less. */
export function setting(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '')
    throw new Error(
      `the environment has no ${name}: deploy again, or set it to run the function alone`,
    )
  return value
}

/** A variable that holds JSON, in the shape that src/plan/environment.ts writes. */
export function settings<Shape>(name: string): Shape {
  const text = setting(name)
  try {
    return JSON.parse(text) as Shape
  } catch {
    throw new Error(`${name} in the environment is not JSON: ${text.slice(0, 100)}`)
  }
}
