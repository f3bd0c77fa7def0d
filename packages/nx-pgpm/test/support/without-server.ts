import type { DatabaseOptions } from '../../src/tasks/database-command.js';
import { captureOutput } from './output.js';
import type { Runner } from './runner.js';
import { brokenPlan, chain, temporaryWorkspace, type TemporaryWorkspace } from './workspace.js';

/** Nobody listens on port 1. */
const url = 'postgresql://ann:hush-hush@127.0.0.1:1/app';

/** What has to hold for every executor that needs a server, when there is none. */
export function failsWithoutServer(verb: string, run: Runner<DatabaseOptions>): void {
  let workspace: TemporaryWorkspace;
  let output: ReturnType<typeof captureOutput>;
  beforeEach(() => {
    workspace = temporaryWorkspace(chain);
    output = captureOutput();
  });
  afterEach(() => {
    output.restore();
    workspace.remove();
  });

  test('without a server the task fails, with the reason, once, and no secret', async () => {
    expect(await run.one(workspace.root, 'base', { url })).toBe(false);
    expect(output.stderr().match(/CONNECTION_FAILED/g)).toHaveLength(1);
    expect(output.stderr()).toContain('127.0.0.1:1');
    expect(output.stdout() + output.stderr()).not.toContain('hush');
  });

  test('a broken plan fails at once, with its place', async () => {
    workspace.write({ 'libs/base/pgpm.plan': brokenPlan });
    expect(await run.one(workspace.root, 'base', { url })).toBe(false);
    expect(output.stderr()).toContain('PLAN_PARSE_ERROR');
    expect(output.stderr()).toContain('libs/base/pgpm.plan:5');
    expect(output.stdout()).toBe('');
  });

  test('a batch yields every task once', async () => {
    workspace.write({ 'libs/base/pgpm.plan': brokenPlan });
    expect(await run.many(workspace.root, ['base', 'beside', 'top'], { url })).toEqual([
      `base:${verb} failure`,
      `beside:${verb} failure`,
      `top:${verb} failure`,
    ]);
  });

  test('no listener stays', async () => {
    const count = (): number => process.listenerCount('SIGINT') + process.listenerCount('SIGTERM');
    const before = count();
    await run.one(workspace.root, 'base', { url });
    expect(count()).toBe(before);
  });
}
