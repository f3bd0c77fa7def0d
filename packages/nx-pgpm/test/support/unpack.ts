import { rmSync } from 'node:fs';

/** Removes what `pack.ts` has made. */
export default function unpack(): void {
  const { folder }: { folder: string } = JSON.parse(process.env['PGPM_E2E_PACKED'] ?? '{}');
  rmSync(folder, { recursive: true, force: true });
}
