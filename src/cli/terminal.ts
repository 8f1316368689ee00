import type { Readable } from 'node:stream'
import { styleText } from 'node:util'
import type { Paint } from '../diagnostics/render.ts'
import type { Severity } from '../ir/names.ts'
import { exit } from './exit.ts'

/** All of the outside world a command touches besides the files it reads. */
export interface Terminal {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly now: Date
  readonly stdin: Readable
  readonly color: boolean
  /** Whether standard error is a terminal that can show progress. */
  readonly live: boolean
  /** Results. */
  out(text: string): void
  /** Talk. */
  err(text: string): void
}

type Style = Parameters<typeof styleText>[0]

export interface Palette extends Paint {
  readonly good: (text: string) => string
  readonly severity: (severity: Severity, text: string) => string
}

const styleOf: Readonly<Record<Severity, Style>> = {
  critical: ['bold', 'white', 'bgRed'],
  high: ['bold', 'red'],
  medium: ['yellow'],
  low: ['cyan'],
  info: ['gray'],
}

export function palette({ color }: Pick<Terminal, 'color'>): Palette {
  // Whether to colour was decided by whoever made the terminal; styleText must not ask again.
  const styled = (style: Style) => (text: string) =>
    color ? styleText(style, text, { validateStream: false }) : text
  return {
    error: styled(['bold', 'red']),
    warning: styled(['bold', 'yellow']),
    note: styled(['bold', 'cyan']),
    strong: styled('bold'),
    faint: styled('gray'),
    good: styled('green'),
    severity: (severity, text) => styled(styleOf[severity])(text),
  }
}

/** The process's own terminal. `NO_COLOR` and pipes are respected, `FORCE_COLOR` too. */
export function processTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', giveUp)
  const { NO_COLOR, FORCE_COLOR } = process.env
  const color = NO_COLOR ? false : FORCE_COLOR ? FORCE_COLOR !== '0' : process.stdout.isTTY === true
  return {
    cwd: process.cwd(),
    env: process.env,
    now: new Date(),
    stdin: process.stdin,
    color,
    live: process.stderr.isTTY === true,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
  }
}

/** Who reads may stop early, as `head` does; then the rest is for nobody. Anything else leaves no way to answer. */
function giveUp({ code, message }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE') return
  process.stderr.write(`tripline: the answer cannot be written: ${message}\n`)
  process.exit(exit.unanswered)
}
