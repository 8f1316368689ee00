/** Every row that the independent emulator knows. */
import { rows } from '../functions/rollback-iam/rows.ts'
import { suite } from '../functions/rollback-iam/suite.ts'
import { startMoto } from '../support/moto.ts'

const known = rows.filter(({ isMissingOnMoto }) => isMissingOnMoto !== true)

suite(
  async () => ({
    ...(await startMoto()),
    credentials: { accessKeyId: 'mallory', secretAccessKey: 'y' },
  }),
  known,
  false,
)
