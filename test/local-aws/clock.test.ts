import { expect, test } from 'vitest'
import { startClock } from '../../packages/local-aws/clock.ts'

const start = new Date('2026-11-21T09:00:00Z')

test('time moves when it is told to, and nothing else moves it', async () => {
  const clock = startClock(start)
  expect(clock.now()).toEqual(start)
  await clock.advance(1500)
  expect(clock.now()).toEqual(new Date('2026-11-21T09:00:01.500Z'))
  await clock.advance(-5000)
  expect(clock.now()).toEqual(new Date('2026-11-21T09:00:01.500Z'))
})

test('tasks run at their own time, in order, those of one moment as they were set', async () => {
  const clock = startClock(start)
  const ran: string[] = []
  const note = (name: string) => () =>
    void ran.push(`${name} ${clock.now().getTime() - start.getTime()}`)
  clock.after(2000, note('second'))
  clock.after(1000, note('first'))
  clock.after(2000, note('third'))
  clock.after(9000, note('never'))
  await clock.advance(5000)
  expect(ran).toEqual(['first 1000', 'second 2000', 'third 2000'])
  expect(clock.now().getTime() - start.getTime()).toBe(5000)
  expect(clock.nextDue()).toEqual(new Date(start.getTime() + 9000))
})

test('a task may set the next one, and be called off', async () => {
  const clock = startClock(start)
  let ticks = 0
  const tick = () => {
    ticks++
    clock.after(60_000, tick)
  }
  clock.after(60_000, tick)
  const callOff = clock.after(30_000, () => {
    throw new Error('was called off')
  })
  callOff()
  await clock.advance(3_600_000)
  expect(ticks).toBe(60)
})

test('a task that waits is waited for before time goes on', async () => {
  const clock = startClock(start)
  const ran: string[] = []
  clock.after(1000, async () => {
    await Promise.resolve()
    ran.push('slow')
  })
  clock.after(1001, () => void ran.push('next'))
  await clock.advance(2000)
  expect(ran).toEqual(['slow', 'next'])
})
