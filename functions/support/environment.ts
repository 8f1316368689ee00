/** Reads the function's environment variables, which are set when it is deployed. */

/**
 * Throws for a variable that is not set: otherwise the function would fail later with a less exact
 * error.
 */
export function setting(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '')
    throw new Error(`the environment variable ${name} is not set: deploy again`)
  return value
}

/** A variable that contains JSON, in the shape that src/plan/environment.ts writes. */
export function settings<Shape>(name: string): Shape {
  const text = setting(name)
  try {
    return JSON.parse(text) as Shape
  } catch {
    throw new Error(`the environment variable ${name} is not JSON: ${text.slice(0, 100)}`)
  }
}
