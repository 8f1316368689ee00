/** The kinds of argument a command can declare; each carries the type of its value. */

export interface Argument<Value> {
  /** The form in `--help`: `<rule>`, `[event]`, `[paths...]`. */
  readonly written: string
  readonly about: string
  /** The value if the argument is left out. */
  readonly initial?: Value
}

/** The values of arguments, in their order. */
export type ArgumentValues<Arguments extends readonly Argument<unknown>[]> = {
  readonly [Index in keyof Arguments]: Arguments[Index] extends Argument<infer Value>
    ? Value
    : never
}

/** An argument that must be there. */
export const required = (name: string, about: string): Argument<string> => ({
  written: `<${name}>`,
  about,
})

/** An argument that may be left out. */
export const optional = (name: string, about: string): Argument<string | undefined> => ({
  written: `[${name}]`,
  about,
})

/** The last argument: any number of values. */
export const several = (
  name: string,
  about: string,
  initial?: readonly string[],
): Argument<readonly string[]> => ({
  written: `[${name}...]`,
  about,
  ...(initial && { initial }),
})

/** The rules that most commands work on. */
export const rulePaths = several('paths', 'rule files or folders', ['rules'])
