/**
 * The error classes of an SDK client, as calls of one function instead of 10 to 90 classes. The
 * classes differ in their names, in their fault (client or server) and in their other properties.
 * They are a sixth of a small function with the SDK.
 */

/** Matches an error class as the SDK writes it. */
const classText = RegExp(
  [
    'export class (?<name>\\w+) extends __BaseException \\{\n',
    '(?: {4}static shapeId = "(?<namespace>[\\w.]+)#\\k<name>";\n)?',
    ' {4}name = "\\k<name>";\n',
    ' {4}\\$fault = "(?<fault>client|server)";\n',
    '(?<fields>(?: {4}\\w+;\n)*)',
    ' {4}constructor\\(opts\\) \\{\n',
    ' {8}super\\(\\{\n {12}name: "\\k<name>",\n {12}\\$fault: "\\k<fault>",\n {12}\\.\\.\\.opts,\n {8}\\}\\);\n',
    ' {8}Object\\.setPrototypeOf\\(this, \\k<name>\\.prototype\\);\n',
    '(?<set>(?: {8}this\\.\\w+ = opts\\.\\w+;\n)*)',
    ' {4}\\}\n\\}\n',
  ].join(''),
  'g',
)

/** The source of a function that makes such a class. */
const factory = `
const error = (name, $fault, fields, namespace) => {
  const made = class extends __BaseException {
    constructor(opts) {
      super({ name, $fault, ...opts })
      Object.assign(this, { name, $fault })
      Object.setPrototypeOf(this, made.prototype)
      for (const field of fields) this[field] = opts[field]
    }
  }
  if (namespace) made.shapeId = namespace + '#' + name
  return Object.defineProperty(made, 'name', { value: name })
}
`

/**
 * A shorter text of a client's `models/errors.js`. A class that is written differently stays as it
 * is.
 */
export function leanErrors(text: string): string {
  const lean = text.replaceAll(classText, (whole, ...rest) => {
    const { name, namespace = '', fault, fields = '', set } = rest.at(-1) as Record<string, string>
    const names = fields.match(/\w+/g) ?? []
    if (set !== names.map((field) => `        this.${field} = opts.${field};\n`).join(''))
      return whole
    const values = [name, fault, names, namespace].map((value) => JSON.stringify(value)).join(', ')
    return `export const ${name} = /* @__PURE__ */ error(${values})\n`
  })
  return lean === text ? text : lean.replace(/^(?:import .*\n)*/, (imports) => imports + factory)
}
