import type { Readable } from 'node:stream'
import { styleText } from 'node:util'
import type { Paint } from '../diagnostics/render.ts'
import type { Severity } from '../ir/names.ts'
import { exit } from './exit.ts'

/** The environment of a command besides the files that it reads. */
export interface Terminal {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly now: Date
  readonly stdin: Readable
  readonly color: boolean
  /** Whether standard error is a terminal that can show progress. */
  readonly live: boolean
  /** Writes results to standard output. */
  out(text: string): void
  /** Writes messages to standard error. */
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
  // The creator of the terminal decided about colours; styleText must not decide again.
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

/** The terminal of the process. `NO_COLOR`, `FORCE_COLOR` and pipes are respected. */
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

/**
 * Handles an error of standard output. A reader may close it early, as `head` does; the rest is
 * then dropped. On any other error the process ends, because no answer can be written.
 */
function giveUp({ code, message }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE') return
  process.stderr.write(`tripline: the answer cannot be written: ${message}\n`)
  process.exit(exit.unanswered)
}
